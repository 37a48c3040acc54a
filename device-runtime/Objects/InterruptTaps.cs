using System;
using System.Collections;
using System.Reflection;
using NanoLive.Ports;

namespace NanoLive.Objects
{
    /// <summary>Finds the handles that an object and its parts listen to, and keeps the lines that were put there.</summary>
    internal sealed class InterruptTaps
    {
        private readonly IInterruptSource[] _sources;
        private readonly IInterruptSink _sink;
        private readonly ArrayList _lines = new ArrayList();

        internal InterruptTaps(IInterruptSource[] sources, IInterruptSink sink)
        {
            _sources = sources;
            _sink = sink;
        }

        internal int Count
        {
            get { return _lines.Count; }
        }

        internal InterruptLine LineAt(int index)
        {
            return (InterruptLine)_lines[index];
        }

        /// <summary>Taps the handles in the fields of an object, and of the objects of the same assembly that it refers to.</summary>
        internal void Tap(object root)
        {
            if (_sources == null || _sources.Length == 0)
            {
                return;
            }

            Assembly home = root.GetType().Assembly;
            ObjectSet parts = new ObjectSet();
            parts.Add(root);
            for (int next = 0; next < parts.Count; next++)
            {
                TapFields(parts.At(next), home, parts);
            }
        }

        private void TapFields(object part, Assembly home, ObjectSet parts)
        {
            FieldInfo[] fields = FieldList.Of(part.GetType());
            for (int i = 0; i < fields.Length; i++)
            {
                object value = fields[i].FieldType.IsValueType ? null : fields[i].GetValue(part);
                if (value == null)
                {
                    continue;
                }

                TapHandle(part, value);
                if (ObjectType.Of(value).Assembly == home && !(value is Array) && !(value is Delegate) && !parts.Contains(value))
                {
                    parts.Add(value);
                }
            }
        }

        private void TapHandle(object owner, object handle)
        {
            for (int i = 0; i < _sources.Length; i++)
            {
                InterruptLine line = _sources[i].Tap(owner, handle, _sink);
                if (line != null)
                {
                    _lines.Add(line);
                }
            }
        }
    }
}
