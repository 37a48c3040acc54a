using System;
using System.Collections;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;

namespace NanoLive.Loading
{
    /// <summary>Finds what a plan names, in the patch's assembly and in the release's.</summary>
    internal sealed class PatchTypes
    {
        internal const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

        private readonly IAssemblyLoader _loader;
        private Assembly _patch;

        internal PatchTypes(IAssemblyLoader loader)
        {
            _loader = loader;
        }

        /// <summary>Null, with the name that is missing, when the plan does not fit the assemblies.</summary>
        internal LoadedPatch Resolve(Assembly patch, byte[] digest, Plan plan, out Refusal refusal)
        {
            _patch = patch;
            ArrayList classes = new ArrayList();
            refusal = null;
            for (int i = 0; i < plan.Classes.Length && refusal == null; i++)
            {
                // An earlier patch that was not loaded since boot has no objects.
                if (i == 0 || _loader.Find(plan.Classes[i].OldAssembly) != null)
                {
                    classes.Add(Resolve(plan.Classes[i], out refusal));
                }
            }

            Type[] holderTypes = new Type[plan.Holders.Length];
            ArrayList statics = new ArrayList();
            for (int i = 0; i < holderTypes.Length && refusal == null; i++)
            {
                refusal = Resolve(plan.Holders[i], out holderTypes[i], statics);
            }

            FieldInfo[] moves = refusal == null ? Resolve(plan.Statics, out refusal) : null;
            if (refusal != null)
            {
                return null;
            }

            LoadedClass[] loaded = new LoadedClass[classes.Count];
            classes.CopyTo(loaded);
            return new LoadedPatch(digest, plan, loaded, holderTypes, ToFields(statics), moves);
        }

        private static FieldInfo[] ToFields(ArrayList found)
        {
            FieldInfo[] fields = new FieldInfo[found.Count];
            found.CopyTo(fields);
            return fields;
        }

        private FieldInfo[] Resolve(StaticMove[] moves, out Refusal refusal)
        {
            ArrayList fields = new ArrayList();
            refusal = null;
            for (int i = 0; moves != null && i < moves.Length && refusal == null; i++)
            {
                if (_loader.Find(moves[i].OldAssembly) == null)
                {
                    continue;
                }

                Type from = TypeOf(moves[i].OldAssembly, moves[i].OldClass);
                Type to = _patch.GetType(moves[i].NewClass);
                FieldInfo source = from == null ? null : from.GetField(moves[i].Field, Statics);
                FieldInfo target = to == null ? null : to.GetField(moves[i].Field, Statics);
                fields.Add(source);
                fields.Add(target);
                refusal = source == null || target == null ? new Refusal(Status.FieldMissing, moves[i].NewClass + "." + moves[i].Field) : null;
            }

            return ToFields(fields);
        }

        private LoadedClass Resolve(ClassChange change, out Refusal refusal)
        {
            Type releaseType = TypeOf(change.OldAssembly, change.OldClass);
            Type newType = _patch.GetType(change.NewClass);
            if (releaseType == null || newType == null)
            {
                refusal = new Refusal(Status.ClassMissing, releaseType == null ? change.OldClass : change.NewClass);
                return null;
            }

            LoadedClass loaded = new LoadedClass(change, releaseType, newType);
            loaded.Adoption = AdoptionOf(newType);
            refusal = loaded.Adoption == null ? new Refusal(Status.AdoptionMissing, change.NewClass) : null;
            if (refusal == null && change.Migration != null)
            {
                refusal = ResolveMigration(loaded, change.Migration);
            }

            if (refusal == null && change.Undoes != null)
            {
                Type undone = TypeOf(change.OldAssembly, change.Undoes);
                loaded.Undo = undone == null ? null : undone.GetMethod("Down", Statics);
                refusal = loaded.Undo == null ? new Refusal(Status.ClassMissing, change.Undoes) : null;
            }

            if (refusal == null && change.Handlers != null && change.Handlers.Length > 0)
            {
                loaded.Handler = newType.GetMethod("Handler", new Type[] { typeof(object), typeof(int) });
                refusal = loaded.Handler == null ? new Refusal(Status.HandlerMissing, change.NewClass) : null;
            }

            return refusal == null ? loaded : null;
        }

        // On .NET a constructor that takes any object is found, too: it is the driver's own and would touch hardware.
        private static ConstructorInfo AdoptionOf(Type type)
        {
            ConstructorInfo constructor = type.GetConstructor(new Type[] { type });
            return constructor != null && constructor.GetParameters()[0].ParameterType == type ? constructor : null;
        }

        private Refusal ResolveMigration(LoadedClass loaded, string name)
        {
            Type type = _patch.GetType(name);
            if (type != null)
            {
                loaded.Up = type.GetMethod("Up", Statics);
                loaded.Down = type.GetMethod("Down", Statics);
            }

            return loaded.Up == null ? new Refusal(Status.ClassMissing, name) : null;
        }

        private Refusal Resolve(HolderField holder, out Type type, ArrayList statics)
        {
            type = TypeOf(holder.Assembly, holder.Class);
            if (type == null)
            {
                return new Refusal(Status.ClassMissing, holder.Class);
            }

            FieldInfo field = type.GetField(holder.Field, Statics);
            if (field != null)
            {
                statics.Add(field);
                return null;
            }

            bool exists = FieldList.Find(FieldList.Of(type), holder.Field) != null;
            return exists ? null : new Refusal(Status.FieldMissing, holder.Class + "." + holder.Field);
        }

        private Type TypeOf(string assemblyName, string className)
        {
            Assembly assembly = _loader.Find(assemblyName);
            return assembly == null ? null : assembly.GetType(className);
        }
    }
}
