using System;
using System.Collections;
using System.Reflection;
using System.Threading;

namespace NanoLive.Objects
{
    /// <summary>
    /// One row of the object translation table. Whoever calls the object keeps the entry and calls
    /// <c>((IThermometer)entry.Target).TryRead(out t)</c>, or binds a field of its own to it.
    /// </summary>
    public sealed class Entry
    {
        private readonly ObjectTable _table;
        private readonly ArrayList _bound = new ArrayList();

        /// <summary>
        /// The object behind the entry. A field, because a property costs a board a call; only the runtime writes it. It changes between two
        /// ticks: do not keep its value from one tick to the next.
        /// </summary>
        public object Target;

        internal Entry(ObjectTable table, Factory factory, string name, object target)
        {
            _table = table;
            Factory = factory;
            Name = name;
            Target = target;
        }

        public readonly string Name;

        /// <summary>What made the object.</summary>
        [ForTools]
        public readonly Factory Factory;

        /// <summary>
        /// Points a field of <paramref name="holder"/> to this entry's object, now and after each swap, so that the holder calls through
        /// it at no cost. When the holder is swapped itself, its successor's field is bound instead. Call it on the loop's thread.
        /// </summary>
        /// <param name="holder">Kept alive until <see cref="Unbind"/>.</param>
        /// <param name="fieldName">An instance field of the holder's class or its bases, of any visibility.</param>
        /// <exception cref="ArgumentException">No such field, or of a type that does not fit the object.</exception>
        public void Bind(object holder, string fieldName)
        {
            FieldInfo field = FieldList.Find(FieldList.Of(holder.GetType()), fieldName);
            if (field == null || !field.FieldType.IsInstanceOfType(Target))
            {
                throw new ArgumentException(holder.GetType().FullName + "." + fieldName);
            }

            _table.Unbind(holder, field);
            _bound.Add(new BoundField(holder, field));
            field.SetValue(holder, Target);
        }

        /// <summary>Forgets all fields of the holder that are bound to this entry; they keep their values.</summary>
        public void Unbind(object holder)
        {
            Forget(holder, null);
        }

        /// <summary>
        /// For callers on other threads than the loop's, before they use <see cref="Target"/>; each success is ended by <see cref="Leave"/>
        /// on the same thread. Blocks while a swap is going on, unless the thread is inside an entry already.
        /// </summary>
        /// <param name="timeoutMs">At least 0. Counted anew for at most every swap that begins while waiting.</param>
        /// <returns>False when the time passed; the caller is not inside then.</returns>
        public bool Enter(int timeoutMs)
        {
            int thread = Thread.CurrentThread.ManagedThreadId;
            Mediator mediator = _table.Callers.TryEnter(this, thread);
            while (mediator != null)
            {
                bool callersTimeIsShorter = timeoutMs < mediator.PatienceMs;
                if (!mediator.WaitUntilGone(callersTimeIsShorter ? timeoutMs : mediator.PatienceMs))
                {
                    if (callersTimeIsShorter)
                    {
                        return false;
                    }

                    timeoutMs -= mediator.PatienceMs;
                    mediator.GiveUp();
                }

                mediator = _table.Callers.TryEnter(this, thread);
            }

            return true;
        }

        /// <summary>Ends the call that the last successful <see cref="Enter"/> of this thread began.</summary>
        public void Leave()
        {
            _table.Callers.Leave(this, Thread.CurrentThread.ManagedThreadId);
        }

        internal ArrayList Bound
        {
            get { return _bound; }
        }

        /// <summary>Forgets a bound field, or with null all of the holder's.</summary>
        internal void Forget(object holder, FieldInfo field)
        {
            for (int i = _bound.Count - 1; i >= 0; i--)
            {
                BoundField bound = (BoundField)_bound[i];
                if (bound.Holder == holder && (field == null || (bound.Field != null && FieldList.Same(bound.Field, field))))
                {
                    _bound.RemoveAt(i);
                }
            }
        }
    }
}
