using System;
using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Signatures;
using NanoLive.Trust;

namespace DeviceTests
{
    /// <summary>What things take on the CLR that runs this: one line each, ratios first. No test: nothing is claimed of time.</summary>
    public sealed class Measurements
    {
        private const int Calls = 100000;
        private const int Rounds = 5;

        private readonly ObjectTable _table = Swapping.Table();
        private readonly Entry _entry;
        private readonly IThermometer _direct;

        // Written by the entry.
        private readonly IThermometer _bound = null;

        private Measurements()
        {
            _entry = _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
            _direct = (IThermometer)_entry.Target;
            _entry.Bind(this, "_bound");
        }

        public static void Run()
        {
            new Measurements().MeasureCalls();
            for (int objects = 1; objects <= 100; objects *= 10)
            {
                MeasureSwap(objects);
            }

            MeasureSignature();
        }

        private static long Now()
        {
            return DateTime.UtcNow.Ticks;
        }

        private static void MeasureSwap(int objects)
        {
            ObjectTable table = Swapping.Table();
            Factory factory = table.Define("thermometers", typeof(Thermometer), typeof(object));
            for (int i = 0; i < objects; i++)
            {
                factory.Create("outside" + i, "bus");
            }

            VerifiedPatch verified = Swapping.Verify("plain");
            long startedAt = Now();
            LoadedPatch patch = Swapping.Load(verified, new Doubles.BoardLoader());
            long loadedAt = Now();
            SwapPlan plan = Swapping.Prepare(table, patch);
            long adoptedAt = Now();
            Assert.IsTrue(plan.Transfer(int.MaxValue) == null);
            long transferredAt = Now();
            plan.Commit();
            long committedAt = Now();
            Console.WriteLine(objects + " objects: load " + Us(startedAt, loadedAt) + ", adopt " + Us(loadedAt, adoptedAt) + ", transfer "
                + Us(adoptedAt, transferredAt) + ", commit " + Us(transferredAt, committedAt) + " us");
        }

        private static void MeasureSignature()
        {
            byte[] vectors = World.Here.Bytes("vectors/nist");
            EcdsaP256Verification verification = new EcdsaP256Verification();
            long startedAt = Now();
            verification.Begin(vectors, 0, vectors, 64, vectors, 96);
            long worst = 0;
            int slices = 0;
            bool isFinished = false;
            while (!isFinished)
            {
                long sliceAt = Now();
                isFinished = verification.Step(10);
                long took = Now() - sliceAt;
                worst = took > worst ? took : worst;
                slices++;
            }

            Console.WriteLine("signature: " + Us(startedAt, Now()) + " us in " + slices + " slices of 10, worst " + (worst / 10) + " us");
        }

        private static long Us(long from, long to)
        {
            return (to - from) / 10;
        }

        private void MeasureCalls()
        {
            long direct = long.MaxValue;
            long bound = long.MaxValue;
            long entry = long.MaxValue;
            for (int round = 0; round < Rounds; round++)
            {
                direct = Least(direct, Direct());
                bound = Least(bound, Bound());
                entry = Least(entry, ThroughEntry());
            }

            Console.WriteLine("bound field " + Ratio(bound, direct) + ", entry " + Ratio(entry, direct) + " times a direct interface call of " + (direct * 100 / Calls) + " ns, loop included");
        }

        private static long Least(long a, long b)
        {
            return a < b ? a : b;
        }

        // Two digits after the point.
        private static string Ratio(long of, long to)
        {
            long hundredths = ((of * 100) + (to / 2)) / to;
            return (hundredths / 100) + "." + (hundredths / 10 % 10) + (hundredths % 10);
        }

        private long Direct()
        {
            long startedAt = Now();
            for (int i = 0; i < Calls; i++)
            {
                _direct.Read();
            }

            return Now() - startedAt;
        }

        private long Bound()
        {
            long startedAt = Now();
            for (int i = 0; i < Calls; i++)
            {
                _bound.Read();
            }

            return Now() - startedAt;
        }

        private long ThroughEntry()
        {
            long startedAt = Now();
            for (int i = 0; i < Calls; i++)
            {
                ((IThermometer)_entry.Target).Read();
            }

            return Now() - startedAt;
        }
    }
}
