using System;
using NanoLive.Loading;

namespace NanoLive.Objects
{
    /// <summary>Which classes a swap has factories create from its first commit on, and which they create again after the way back.</summary>
    internal sealed class Redirection
    {
        private readonly ObjectTable _table;
        private readonly LoadedPatch _patch;
        private SwapPlan _former;

        internal Redirection(ObjectTable table, LoadedPatch patch)
        {
            _table = table;
            _patch = patch;
        }

        internal bool IsRedirected { get; private set; }

        /// <summary>
        /// At boot, before the application made anything: factories will create those of the patch's classes that bring their constructor.
        /// Nothing can be refused.
        /// </summary>
        internal static void AtBoot(ObjectTable table, LoadedPatch patch)
        {
            for (int i = 0; i < patch.Classes.Length; i++)
            {
                table.Lineages.Push(patch.Classes[i].ReleaseType, patch.Classes[i].NewType);
            }
        }

        /// <summary>Once; later calls do nothing.</summary>
        /// <param name="plan">What takes over objects that are made from now on.</param>
        internal void Redirect(SwapPlan plan)
        {
            if (IsRedirected)
            {
                return;
            }

            AtBoot(_table, _patch);
            Factories();

            // A neutral patch leads from an earlier one back to the release: what the release makes is as it should be.
            _former = _table.InForce;
            _table.InForce = _patch.Plan.Neutral ? null : plan;
            IsRedirected = true;
        }

        /// <summary>There is no way back any more.</summary>
        internal void Settle()
        {
            _former = null;
        }

        /// <summary>As before <see cref="Redirect"/>; nothing when that was not called.</summary>
        internal void TakeBack()
        {
            if (!IsRedirected)
            {
                return;
            }

            for (int i = 0; i < _patch.Classes.Length; i++)
            {
                _table.Lineages.Pop(_patch.Classes[i].ReleaseType);
            }

            Factories();
            _table.InForce = _former;
            IsRedirected = false;
        }

        private void Factories()
        {
            for (int i = 0; i < _table.FactoryCount; i++)
            {
                Factory factory = _table.FactoryAt(i);
                Type current = _table.Lineages.Current(factory.ReleaseType);
                if (current != factory.Type)
                {
                    factory.Redirect(current);
                }
            }
        }
    }
}
