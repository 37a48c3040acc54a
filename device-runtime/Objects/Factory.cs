using System;
using System.Collections;
using System.Reflection;

namespace NanoLive.Objects
{
    // A patch's class has the constructor of the factory only when it makes objects otherwise than the release does. When it has none, the release
    // makes the object, and the patch takes it over at once, with its parts, as it took over those that were there: by the swap in force. Before
    // the swap of a boot there is none in force, and the object waits for it.

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
            Redirect(type);
            Version = 0;
            if (_constructor == null)
            {
                throw new ArgumentException(name);
            }
        }

        public readonly string Name;

        /// <summary>The class that the release creates.</summary>
        [ForTools]
        public readonly Type ReleaseType;

        /// <summary>The class that is created now.</summary>
        public Type Type { get; private set; }

        /// <summary>How often the class was redirected since boot.</summary>
        [ForTools]
        public int Version { get; private set; }

        [ForTools]
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

        /// <summary>
        /// Makes an entry for an object that exists: of <see cref="Type"/>, or of <see cref="ReleaseType"/>, which a patch's class takes over.
        /// </summary>
        /// <exception cref="InvalidOperationException">It cannot be taken over; there is no entry then.</exception>
        public Entry Enlist(string entryName, object target)
        {
            if (!ReleaseType.IsInstanceOfType(target) && !Type.IsInstanceOfType(target))
            {
                throw new ArgumentException(entryName);
            }

            Entry entry = new Entry(_table, this, entryName, target);
            _table.Add(entry);
            _entries.Add(entry);
            Refusal refusal = _table.TakeOver(entry);
            if (refusal != null)
            {
                _entries.Remove(entry);
                throw new InvalidOperationException(entryName + ": " + refusal.Status.ToString() + " " + refusal.Subject);
            }

            return entry;
        }

        [ForTools]
        public Entry EntryAt(int index)
        {
            return (Entry)_entries[index];
        }

        /// <summary>From now on the factory creates <paramref name="type"/>. Cannot fail for a class that stands for the release's.</summary>
        internal void Redirect(Type type)
        {
            ConstructorInfo own = type.GetConstructor(_constructorParameters);
            _constructor = own == null ? ReleaseType.GetConstructor(_constructorParameters) : own;
            Type = type;
            Version++;
        }
    }
}
