using System;
using System.Collections;

namespace NanoLive.Objects
{
    /// <summary>
    /// For each class of the release that a patch replaced since boot, the classes that stood for it one after the other. Objects of any of
    /// them can be alive.
    /// </summary>
    internal sealed class Lineages
    {
        // Each row is a list of types; the first is the release's class, the last the current one.
        private readonly ArrayList _rows = new ArrayList();

        /// <summary>The class that stands for the release's class now; itself when it was never replaced.</summary>
        internal Type Current(Type releaseType)
        {
            ArrayList row = Row(Release(releaseType));
            return row == null ? releaseType : (Type)row[row.Count - 1];
        }

        /// <summary>The class of the release that this one stands for; itself when it stands for none.</summary>
        internal Type Release(Type type)
        {
            for (int i = 0; i < _rows.Count; i++)
            {
                ArrayList row = (ArrayList)_rows[i];
                if (row.IndexOf(type) >= 0)
                {
                    return (Type)row[0];
                }
            }

            return type;
        }

        /// <summary>Whether objects of <paramref name="type"/> are objects of the release's class, in its own or a patched form.</summary>
        internal bool Holds(Type releaseType, Type type)
        {
            if (type == releaseType)
            {
                return true;
            }

            ArrayList row = Row(releaseType);
            return row != null && row.IndexOf(type) >= 0;
        }

        /// <summary>From now on <paramref name="type"/> stands for the release's class.</summary>
        internal void Push(Type releaseType, Type type)
        {
            ArrayList row = Row(releaseType);
            if (row == null)
            {
                row = new ArrayList();
                row.Add(releaseType);
                _rows.Add(row);
            }

            row.Remove(type);
            row.Add(type);
        }

        /// <summary>Takes back the last <see cref="Push"/>; the class is not known any more.</summary>
        internal void Pop(Type releaseType)
        {
            ArrayList row = Row(releaseType);
            row.RemoveAt(row.Count - 1);
        }

        private ArrayList Row(Type releaseType)
        {
            for (int i = 0; i < _rows.Count; i++)
            {
                ArrayList row = (ArrayList)_rows[i];
                if ((Type)row[0] == releaseType)
                {
                    return row;
                }
            }

            return null;
        }
    }
}
