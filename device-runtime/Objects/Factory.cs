using System;
using System.Collections;
using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>Creates the objects of a class and keeps track of their entries. A patch redirects it to another class.</summary>
    public sealed class Factory
    {
        private readonly ObjectTable _table;
        private readonly Type[] _constructorParameters;
        private readonly ArrayList _entries = new ArrayList();
        private ConstructorInfo _constructor;

        internal Factory(ObjectTable table, string name, Type releaseType, Type type, Type[] constructorParameters)
        {
            _table = table;
            Name = name;
            ReleaseType = releaseType;
            _constructorParameters = constructorParameters;
            _constructor = ConstructorOf(type);
            if (_constructor == null)
            {
                throw new ArgumentException(name);
            }

            Type = type;
        }

        public string Name { get; }

        /// <summary>The class that the release creates.</summary>
        public Type ReleaseType { get; }

        /// <summary>The class that is created now.</summary>
        public Type Type { get; private set; }

        /// <summary>How often the class was redirected since boot.</summary>
        public int Version { get; private set; }

        public int Count
        {
            get { return _entries.Count; }
        }

        /// <summary>
        /// Makes an object of <see cref="Type"/> and an entry for it. Interrupts that the object subscribed to in its constructor are
        /// taken over by the runtime and delivered in ticks. Exceptions of the constructor pass.
        /// </summary>
        /// <param name="entryName">Not yet in the table.</param>
        public Entry Create(string entryName, params object[] arguments)
        {
            return Enlist(entryName, _constructor.Invoke(arguments));
        }

        /// <summary>Makes an entry for an object that exists: of <see cref="Type"/>, or of <see cref="ReleaseType"/>.</summary>
        public Entry Enlist(string entryName, object target)
        {
            if (!ReleaseType.IsInstanceOfType(target) && !Type.IsInstanceOfType(target))
            {
                throw new ArgumentException(entryName);
            }

            Entry entry = new Entry(_table, this, entryName, target);
            _table.Add(entry);
            _entries.Add(entry);
            return entry;
        }

        public Entry EntryAt(int index)
        {
            return (Entry)_entries[index];
        }

        /// <summary>The constructor by which the factory would create objects of the class; null when the class has none like it.</summary>
        internal ConstructorInfo ConstructorOf(Type type)
        {
            return type.GetConstructor(_constructorParameters);
        }

        /// <summary>From now on the factory creates <paramref name="type"/>, which was checked to have the constructor.</summary>
        internal void Redirect(Type type, ConstructorInfo constructor)
        {
            Type = type;
            _constructor = constructor;
            Version++;
        }
    }
}
