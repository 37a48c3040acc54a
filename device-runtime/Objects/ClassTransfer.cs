using System;
using System.Collections;
using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Objects
{
    // Which field feeds which, from one class to another, in one direction. For each field of the target, the first that applies:
    //   1. the plan's move for it (read backwards on the way down),
    //   2. the same field, where both classes inherit it,
    //   3. the field of that name which the target's class does not have itself.
    // What nothing feeds keeps its value: 0 or null on the way up, that of before on the way down.
    //
    // A move speaks of the release's class. Coming from an earlier patch's class, a field which that patch added under the target's name has
    // been through the move already, so it goes before rule 1.

    /// <summary>The routes from one class to another.</summary>
    internal sealed class ClassTransfer
    {
        private readonly FieldInfo[] _fromFields;
        private readonly FieldInfo[] _toFields;
        private readonly FieldInfo[] _releaseFields;
        private readonly FieldMove[] _moves;
        private readonly bool _up;

        private ClassTransfer(Type from, Type to, Type releaseType, FieldMove[] moves, bool up)
        {
            From = from;
            To = to;
            _moves = moves;
            _up = up;
            _fromFields = FieldList.Of(from);
            _toFields = FieldList.Of(to);
            _releaseFields = FieldList.Of(releaseType);
        }

        internal Type From { get; }

        internal Type To { get; }

        internal FieldRoute[] Routes { get; private set; }

        /// <summary>All fields of the target class.</summary>
        internal FieldInfo[] ToFields
        {
            get { return _toFields; }
        }

        /// <summary>Lays the routes. Null, with the reason, when a move names a field that is missing or types do not allow one.</summary>
        internal static ClassTransfer Lay(Type from, Type to, Type releaseType, FieldMove[] moves, bool up, out Refusal refusal)
        {
            ClassTransfer transfer = new ClassTransfer(from, to, releaseType, moves == null ? new FieldMove[0] : moves, up);
            refusal = transfer.LayRoutes();
            return refusal == null ? transfer : null;
        }

        /// <summary>Where the value of this field goes; null when nowhere.</summary>
        internal FieldInfo Follow(FieldInfo from)
        {
            for (int i = 0; i < Routes.Length; i++)
            {
                if (FieldList.Same(Routes[i].From, from))
                {
                    return Routes[i].To;
                }
            }

            return null;
        }

        private Refusal LayRoutes()
        {
            ArrayList routes = new ArrayList();
            for (int i = 0; i < _toFields.Length; i++)
            {
                FieldInfo to = _toFields[i];
                FieldMove move = FieldList.Find(_toFields, to.Name) == to ? MoveTo(to.Name) : null;
                FieldInfo from = move == null ? Unasked(to) : Source(to, ref move);
                if (from == null && move != null && SourceName(move) != null)
                {
                    return new Refusal(Status.FieldMissing, From.FullName + "." + SourceName(move));
                }

                if (from == null)
                {
                    continue;
                }

                FieldRoute route = move == null
                    ? FieldRoute.Between(from, to, false, 1, 1)
                    : FieldRoute.Between(from, to, true, _up ? move.Multiply : move.Divide, _up ? move.Divide : move.Multiply);
                if (route == null)
                {
                    return new Refusal(Status.FieldTypeOther, To.FullName + "." + to.Name);
                }

                routes.Add(route);
            }

            Routes = new FieldRoute[routes.Count];
            routes.CopyTo(Routes);
            return CheckTargets();
        }

        // Every move must have somewhere to go: a plan that speaks of other classes is not carried out in part.
        private Refusal CheckTargets()
        {
            for (int i = 0; i < _moves.Length; i++)
            {
                string name = TargetName(_moves[i]);
                if (name != null && FieldList.Find(_toFields, name) == null)
                {
                    return new Refusal(Status.FieldMissing, To.FullName + "." + name);
                }
            }

            return null;
        }

        private FieldMove MoveTo(string name)
        {
            for (int i = 0; i < _moves.Length; i++)
            {
                if (TargetName(_moves[i]) == name)
                {
                    return _moves[i];
                }
            }

            return null;
        }

        private string TargetName(FieldMove move)
        {
            return _up ? move.To : move.From;
        }

        private string SourceName(FieldMove move)
        {
            return _up ? move.From : move.To;
        }

        // The source that the move names, unless an earlier patch carried it out; then the move does not apply any more.
        private FieldInfo Source(FieldInfo to, ref FieldMove move)
        {
            if (SourceName(move) == null)
            {
                return null;
            }

            FieldInfo moved = FieldList.Find(_fromFields, to.Name);
            if (_up && moved != null && !FieldList.Contains(_releaseFields, moved))
            {
                move = null;
                return moved;
            }

            return FieldList.Find(_fromFields, SourceName(move));
        }

        private FieldInfo Unasked(FieldInfo to)
        {
            if (FieldList.Contains(_fromFields, to))
            {
                return to;
            }

            for (int i = 0; i < _fromFields.Length; i++)
            {
                FieldInfo from = _fromFields[i];
                if (from.Name == to.Name && !FieldList.Contains(_toFields, from))
                {
                    return from;
                }
            }

            return null;
        }
    }
}
