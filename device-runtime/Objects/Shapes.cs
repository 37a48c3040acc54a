using System;
using System.Collections;
using System.Reflection;
using NanoLive.Loading;

namespace NanoLive.Objects
{
    // What is followed: objects of the application's own assemblies (those that the plan names or that entries' objects come from), array
    // lists, arrays of references, and delegates. What is not: strings, structs, objects of the board's libraries, and this runtime's.
    // Each class is looked at once; a walk then costs one field load for each reference that can lead somewhere.

    /// <summary>What walks know about classes.</summary>
    internal sealed class Shapes
    {
        private readonly ArrayList _shapes = new ArrayList();
        private readonly ArrayList _assemblies = new ArrayList();
        private readonly ClassSwap[] _classes;
        private readonly Lineages _lineages;

        internal Shapes(ObjectTable table, ClassSwap[] classes, LoadedPatch patch)
        {
            _classes = classes;
            _lineages = table.Lineages;
            for (int i = 0; i < classes.Length; i++)
            {
                AddAssembly(classes[i].ReleaseType);
                AddAssembly(classes[i].NewType);
                AddAssembly(_lineages.Current(classes[i].ReleaseType));
            }

            for (int i = 0; i < patch.HolderTypes.Length; i++)
            {
                AddAssembly(patch.HolderTypes[i]);
            }

            ArrayList roots = table.Roots(null);
            for (int i = 0; i < roots.Count; i++)
            {
                AddAssembly(roots[i] == null ? null : roots[i].GetType());
            }
        }

        internal Shape OfObject(object value)
        {
            return Of(ObjectType.Of(value));
        }

        internal Shape Of(Type type)
        {
            for (int i = 0; i < _shapes.Count; i++)
            {
                Shape known = (Shape)_shapes[i];
                if (known.Type == type)
                {
                    return known;
                }
            }

            Shape shape = Make(type);
            _shapes.Add(shape);
            return shape;
        }

        private Shape Make(Type type)
        {
            Shape shape = new Shape();
            shape.Type = type;
            shape.Fields = new FieldInfo[0];
            shape.IsList = type == typeof(ArrayList) || (type.IsArray && CanLead(type.GetElementType()));
            shape.IsDelegate = type.IsSubclassOf(typeof(Delegate));
            if (shape.IsList && type.IsArray && !type.GetElementType().IsArray)
            {
                shape.Element = Of(type.GetElementType());
            }

            bool isOwn = !shape.IsList && !shape.IsDelegate && !type.IsArray && _assemblies.IndexOf(type.Assembly) >= 0;
            if (isOwn)
            {
                FindClass(shape);
                shape.Fields = Leading(FieldList.Of(type));
            }

            bool isChanged = shape.Replaced != null || shape.Replacing != null;
            shape.IsFollowed = shape.IsList || shape.IsDelegate || shape.Fields.Length > 0 || isChanged;
            return shape;
        }

        private void FindClass(Shape shape)
        {
            for (int i = 0; i < _classes.Length; i++)
            {
                if (shape.Type == _classes[i].NewType)
                {
                    shape.Replacing = _classes[i];
                }
                else if (shape.Type == _classes[i].ReleaseType
                    || (_lineages.Holds(_classes[i].ReleaseType, shape.Type) && (shape.Replaced == null || shape.Replaced.ReleaseType != shape.Type)))
                {
                    shape.Replaced = _classes[i];
                }
            }
        }

        private FieldInfo[] Leading(FieldInfo[] fields)
        {
            ArrayList leading = new ArrayList();
            for (int i = 0; i < fields.Length; i++)
            {
                if (CanLead(fields[i].FieldType))
                {
                    leading.Add(fields[i]);
                }
            }

            FieldInfo[] result = new FieldInfo[leading.Count];
            leading.CopyTo(result);
            return result;
        }

        /// <summary>Whether a field of this declared type can refer to something that is followed.</summary>
        private bool CanLead(Type declared)
        {
            if (declared.IsValueType || declared == typeof(string))
            {
                return false;
            }

            if (declared.IsArray)
            {
                return CanLead(declared.GetElementType());
            }

            return declared.IsInterface || declared == typeof(object) || declared == typeof(ArrayList) || declared == typeof(Array)
                || declared == typeof(Delegate) || declared.IsSubclassOf(typeof(Delegate)) || _assemblies.IndexOf(declared.Assembly) >= 0;
        }

        private void AddAssembly(Type type)
        {
            for (Type level = type; level != null; level = level.BaseType)
            {
                Assembly assembly = level.Assembly;
                if (assembly != typeof(object).Assembly && assembly != typeof(Entry).Assembly && _assemblies.IndexOf(assembly) < 0)
                {
                    _assemblies.Add(assembly);
                }
            }
        }
    }
}
