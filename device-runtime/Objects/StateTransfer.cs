using System.Collections;
using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Objects
{
    // Export, check, import: first every value of every pair is read, converted and found to fit, then they are written. Only the last part,
    // the code that came with the patch or the driver, can still refuse, and on the way up nothing of what was written is live.

    /// <summary>Moves the state of the pairs that a walk reached.</summary>
    internal sealed class StateTransfer
    {
        private const int ByDefaultExported = StateFormat.Fields | StateFormat.Snapshot | StateFormat.Reset;
        private const int ByDefaultImported = StateFormat.Fields | StateFormat.Snapshot;
        private readonly Walk _walk;
        private readonly bool _up;

        internal StateTransfer(Walk walk, bool up)
        {
            _walk = walk;
            _up = up;
        }

        /// <summary>Reads and checks. Writes nothing of the application. Null when all of it can be imported.</summary>
        internal Refusal Export()
        {
            for (int i = 0; i < _walk.Reached.Count; i++)
            {
                Pair pair = (Pair)_walk.Reached[i];
                Refusal refusal = Concerns(pair) ? Export(pair) : null;
                if (refusal != null)
                {
                    return refusal;
                }
            }

            return null;
        }

        /// <summary>Writes what was exported, then calls imports and migrations in the order in which the walk found the objects.</summary>
        internal Refusal Import()
        {
            _walk.FillArrays();
            for (int i = 0; i < _walk.Reached.Count; i++)
            {
                Pair pair = (Pair)_walk.Reached[i];
                if (Concerns(pair))
                {
                    Write(pair);
                }
            }

            for (int i = 0; i < _walk.Reached.Count; i++)
            {
                Pair pair = (Pair)_walk.Reached[i];
                Refusal refusal = Concerns(pair) ? Finish(pair) : null;
                if (refusal != null)
                {
                    return refusal;
                }
            }

            return null;
        }

        /// <summary>
        /// Has the patch stop the threads that are inside of the objects, or start again, inside of whichever object is live now, those that it stopped.
        /// Whether it stopped any: then what they left has to be read again. One that cannot be stopped or started counts as a stray.
        /// </summary>
        /// <param name="refusal">Stays as it is where all can be.</param>
        internal bool Threads(bool start, ref Refusal refusal)
        {
            bool any = false;
            for (int i = 0; i < _walk.Reached.Count; i++)
            {
                Pair pair = (Pair)_walk.Reached[i];
                if (pair.HadThread == start && (start || Concerns(pair)))
                {
                    object ran;
                    Refusal stuck = pair.Class.Ask(pair.To(pair.IsLive), start ? ClassChange.StartThread : ClassChange.StopThread, out ran);
                    pair.HadThread = start ? stuck != null : ran != null;
                    any |= pair.HadThread;
                    if (stuck != null)
                    {
                        refusal = stuck;
                        _walk.Plan.Strays++;
                    }
                }
            }

            return any;
        }

        // On the way up a pair that went live in an earlier hold is reached again where somebody still refers to the old object; on the way down all are live.
        private bool Concerns(Pair pair)
        {
            return pair.IsLive != _up;
        }

        private Refusal Export(Pair pair)
        {
            Refusal refusal = null;
            pair.Transfer = _up || pair.Class.HasWayBack ? pair.Class.Transfer(pair.Old.GetType(), _up, out refusal) : null;
            if (pair.Transfer == null)
            {
                return refusal == null ? new Refusal(Status.MigrationThrew, pair.Class.NewType.FullName + " has no way down") : refusal;
            }

            object from = pair.To(!_up);
            IStateExporter exporter = from as IStateExporter;
            IStateImporter importer = pair.To(_up) as IStateImporter;
            int offered = exporter == null ? ByDefaultExported : exporter.ExportFormats;
            pair.Format = Highest(offered & (importer == null ? ByDefaultImported : importer.ImportFormats));
            if (pair.Format == 0)
            {
                return new Refusal(Status.NoCommonFormat, pair.Class.NewType.FullName);
            }

            FieldRoute[] routes = pair.Transfer.Routes;
            pair.Values = pair.Values == null || pair.Values.Length != routes.Length ? new object[routes.Length] : pair.Values;
            for (int i = 0; i < routes.Length && refusal == null; i++)
            {
                refusal = Read(pair, i, from);
            }

            if (refusal == null && exporter != null && pair.Format != StateFormat.Fields && pair.Format != StateFormat.Reset)
            {
                refusal = PatchCode.Convert(exporter, null, pair);
            }
            else if (pair.Format == StateFormat.Snapshot)
            {
                pair.State = NeutralForm.Of(pair.Transfer, from);
            }

            return refusal;
        }

        private Refusal Read(Pair pair, int index, object from)
        {
            FieldRoute route = pair.Transfer.Routes[index];

            // The pair itself in the place of a value says that the route is not used.
            pair.Values[index] = pair;
            if (!route.IsReference && pair.Format != StateFormat.Fields)
            {
                return null;
            }

            object value = route.From.GetValue(from);
            object mapped = route.IsReference ? _walk.Map(value, route.To.FieldType) : value;
            if (_walk.Refusal != null)
            {
                return _walk.Refusal;
            }

            object result;
            if (route.TryConvert(mapped, out result) && !_walk.IsStray(result))
            {
                pair.Values[index] = result;
                return null;
            }

            // The board reads an enum as a number and cannot write it back: there the patch's migration copies it.
            bool isLeftToMigration = route.To.FieldType.IsEnum && (pair.Class.Migration(_up) != null || pair.Class.Undo != null);
            return isLeftToMigration ? null : new Refusal(Status.FieldTypeOther, pair.Transfer.To.FullName + "." + route.To.Name);
        }

        private void Write(Pair pair)
        {
            object to = pair.To(_up);
            FieldRoute[] routes = pair.Transfer.Routes;
            for (int i = 0; i < routes.Length; i++)
            {
                if (pair.Values[i] != pair)
                {
                    routes[i].To.SetValue(to, pair.Values[i]);
                    pair.Values[i] = null;
                }
            }
        }

        private Refusal Finish(Pair pair)
        {
            object to = pair.To(_up);
            IStateImporter importer = to as IStateImporter;
            Refusal refusal = null;
            if (importer != null && pair.Format != StateFormat.Fields)
            {
                refusal = PatchCode.Convert(null, importer, pair);
            }
            else if (pair.Format == StateFormat.Snapshot)
            {
                refusal = NeutralForm.Restore(pair.Transfer, (NeutralState)pair.State, to);
            }

            pair.State = null;
            refusal = refusal == null && _up ? Run(pair.Class.Undo, pair) : refusal;
            return refusal == null ? Run(pair.Class.Migration(_up), pair) : refusal;
        }

        private Refusal Run(MethodInfo migration, Pair pair)
        {
            object nothing;
            object[] arguments = new object[] { pair.To(!_up), pair.To(_up) };
            return migration == null ? null : PatchCode.Call(migration, arguments, Status.MigrationThrew, out nothing);
        }

        private static int Highest(int formats)
        {
            for (int bit = 1 << 30; bit > 0; bit >>= 1)
            {
                if ((formats & bit) != 0)
                {
                    return bit;
                }
            }

            return 0;
        }
    }
}
