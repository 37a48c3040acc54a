using System;
using System.Collections;

namespace NanoLive.Objects
{
    // What takes the place of an object that a walk met: its successor on the way up, its predecessor on the way down; an array that can hold
    // successors; delegates on them.

    internal sealed partial class Walk
    {
        /// <summary>Whether this is an object of a class that came with the patch and has nothing to go back to.</summary>
        internal bool IsStray(object value)
        {
            return !_up && value != null && Plan.Shapes.OfObject(value).Replacing != null;
        }

        /// <summary>The pair of an object that is being replaced; null when it stays.</summary>
        internal Pair PairOf(object value)
        {
            Shape shape = Plan.Shapes.OfObject(value);
            ClassSwap swap = _up ? shape.Replaced : shape.Replacing;
            Pair pair = swap == null ? null : swap.Find(value, _up);
            return pair != null && pair.ReachedBy == this ? pair : null;
        }

        /// <summary>What a reference becomes; itself when nothing changes, also when that is because of a refusal.</summary>
        /// <param name="expected">The type of the place that refers.</param>
        internal object Map(object value, Type expected)
        {
            if (value == null)
            {
                return null;
            }

            Shape shape = Plan.Shapes.OfObject(value);
            ClassSwap recast = Recast(shape);
            if (recast != null && !_staying.Contains(value))
            {
                Array made = Plan.Arrays.Of((Array)value, _up ? recast.NewType : recast.OldType, _up);
                if (_recast.Contains(value) || expected.IsInstanceOfType(made) || !expected.IsInstanceOfType(value))
                {
                    AddRecast(value);
                    return made;
                }

                // Who refers to it first cannot refer to another array; then its elements have to fit where they are.
                _staying.Add(value);
            }

            if (shape.IsDelegate)
            {
                Refusal refusal;
                object mapped = Plan.Handlers.Map((Delegate)value, expected, this, _up, out refusal);
                Note(refusal);
                return mapped == null ? value : mapped;
            }

            Pair pair = PairOf(value);
            return pair == null ? value : pair.To(_up);
        }

        /// <summary>Puts the successors of elements into the successors of their arrays.</summary>
        internal void FillArrays()
        {
            for (int i = 0; i < _recast.Count; i++)
            {
                IList from = (IList)_recast.At(i);
                IList to = (IList)Map(from, typeof(object));
                for (int k = 0; k < from.Count; k++)
                {
                    to[k] = Map(from[k], typeof(object));
                }
            }
        }

        private void AddRecast(object array)
        {
            if (!_recast.Contains(array))
            {
                _recast.Add(array);
            }
        }

        // The change whose successors an array of this shape cannot hold; null: it can, or there is none.
        private ClassSwap Recast(Shape shape)
        {
            Shape element = shape.Element;
            ClassSwap swap = element == null ? null : _up ? element.Replaced : element.Replacing;
            return swap != null && !swap.Extends ? swap : null;
        }
    }
}
