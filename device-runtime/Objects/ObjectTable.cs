using System;
using System.Collections;
using System.Reflection;
using NanoLive.Ports;

namespace NanoLive.Objects
{
    /// <summary>The object translation table of one board: factories, entries and the lines of their objects.</summary>
    public sealed class ObjectTable
    {
        private readonly ArrayList _factories = new ArrayList();
        private readonly ArrayList _entries = new ArrayList();
        private readonly ILineSource[] _sources;

        /// <param name="sources">What can put a line between a giver of events and its listener; null when nothing can.</param>
        /// <param name="sink">Where the lines put interrupts.</param>
        public ObjectTable(ILineSource[] sources, IInterruptSink sink)
        {
            Callers = new Callers();
            Lineages = new Lineages();
            _sources = sources == null ? new ILineSource[0] : sources;
            Entry gate = new Entry(this, null, "events", null);
            for (int i = 0; i < _sources.Length; i++)
            {
                _sources[i].Connect(sink, gate);
            }
        }

        /// <summary>Who is inside the entries.</summary>
        [ForTools]
        public readonly Callers Callers;

        /// <summary>Which class stands for which at present.</summary>
        internal readonly Lineages Lineages;

        [ForTools]
        public int EntryCount
        {
            get { return _entries.Count; }
        }

        /// <summary>What made the entries; a swap looks at its fields, too. Null: nothing.</summary>
        internal object Application { get; set; }

        /// <summary>The swap whose classes stand for the release's; null: none, or none that takes over objects of the release.</summary>
        internal SwapPlan InForce { get; set; }

        /// <summary>
        /// Defines how objects of a class are made: by its public constructor with these parameters. When a patch replaces the class, the factory
        /// creates the patch's class.
        /// </summary>
        /// <exception cref="ArgumentException">The name is taken, or the class has no such constructor.</exception>
        public Factory Define(string name, Type type, params Type[] constructorParameters)
        {
            for (int i = 0; i < _factories.Count; i++)
            {
                if (((Factory)_factories[i]).Name == name)
                {
                    throw new ArgumentException(name);
                }
            }

            Factory factory = new Factory(this, name, Lineages.Release(type), Lineages.Current(type), constructorParameters);
            _factories.Add(factory);
            return factory;
        }

        /// <summary>The entry of that name; null when there is none.</summary>
        public Entry Find(string name)
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                Entry entry = (Entry)_entries[i];
                if (entry.Name == name)
                {
                    return entry;
                }
            }

            return null;
        }

        [ForTools]
        public Entry EntryAt(int index)
        {
            return (Entry)_entries[index];
        }

        internal int FactoryCount
        {
            get { return _factories.Count; }
        }

        internal Factory FactoryAt(int index)
        {
            return (Factory)_factories[index];
        }

        internal void Add(Entry entry)
        {
            if (entry.Target == null || Find(entry.Name) != null)
            {
                throw new ArgumentException(entry.Name);
            }

            _entries.Add(entry);
        }

        /// <summary>Lets the patch in force take over what an entry refers to. Refused: the entry is gone.</summary>
        internal Refusal TakeOver(Entry entry)
        {
            Refusal refusal = InForce == null ? null : InForce.TakeOver(entry);
            if (refusal != null)
            {
                _entries.Remove(entry);
            }

            return refusal;
        }

        /// <summary>
        /// Where a swap begins to look: what made the entries, their objects, who has a bound field, who listens to a line. One may be null.
        /// </summary>
        /// <param name="only">Its object alone; null: all of them.</param>
        internal ArrayList Roots(Entry only)
        {
            ArrayList roots = new ArrayList();
            roots.Add(only == null ? Application : only.Target);
            for (int i = 0; i < _entries.Count && only == null; i++)
            {
                Entry entry = (Entry)_entries[i];
                roots.Add(entry.Target);
                for (int k = 0; k < entry.Bound.Count; k++)
                {
                    roots.Add(((BoundField)entry.Bound[k]).Holder);
                }
            }

            ArrayList lines = Lines();
            for (int i = 0; i < lines.Count && only == null; i++)
            {
                AddListeners((Delegate)((Line)lines[i]).Handler, roots);
            }

            return roots;
        }

        /// <summary>Who listens to what.</summary>
        internal ArrayList Lines()
        {
            ArrayList lines = new ArrayList();
            for (int i = 0; i < _sources.Length; i++)
            {
                Line[] own = _sources[i].Lines;
                for (int k = 0; k < own.Length; k++)
                {
                    lines.Add(own[k]);
                }
            }

            return lines;
        }

        // The objects and not the delegate, whose class is the library's. Null: a thread of a driver's took it back at this moment.
        private static void AddListeners(Delegate handler, ArrayList roots)
        {
            Delegate[] parts = handler == null ? null : handler.GetInvocationList();
            for (int i = 0; parts != null && i < parts.Length; i++)
            {
                roots.Add(parts[i].Target);
            }
        }

        internal void Unbind(object holder, FieldInfo field)
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                ((Entry)_entries[i]).Forget(holder, field);
            }
        }
    }
}
