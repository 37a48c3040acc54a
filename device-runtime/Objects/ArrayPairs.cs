using System;
using System.Collections;

namespace NanoLive.Objects
{
    /// <summary>
    /// Arrays whose type names a class that is replaced by one that does not extend it: such an array cannot hold a successor, so it gets one itself,
    /// known by identity both ways.
    /// </summary>
    internal sealed class ArrayPairs
    {
        private readonly ArrayList _old = new ArrayList();
        private readonly ArrayList _new = new ArrayList();

        /// <summary>The array that takes this one's place; made when there is none.</summary>
        internal Array Of(Array from, Type element, bool up)
        {
            ArrayList known = up ? _old : _new;
            for (int i = 0; i < known.Count; i++)
            {
                if (known[i] == from)
                {
                    return (Array)(up ? _new : _old)[i];
                }
            }

            Array made = Array.CreateInstance(element, from.Length);
            _old.Add(up ? from : made);
            _new.Add(up ? made : from);
            return made;
        }

        internal void Forget()
        {
            _old.Clear();
            _new.Clear();
        }
    }
}
