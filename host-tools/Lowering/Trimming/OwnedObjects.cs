using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// An object that another one makes in its constructor, once, and keeps in a field that nobody writes again, is a part of it: its fields and
/// methods become its owner's, and who refers to it refers to its owner. That saves a class, a constructor, a field, and a load wherever the
/// owner uses it; on the heap, an object. Only classes that nobody can name and that nothing but their declared type tells apart: no base, no
/// interface, no virtual method, no cast, no array of them.
/// </summary>
internal sealed class OwnedObjects
{
    /// <summary>The firmware counts the fields and methods of a type in eight bits each.</summary>
    private const int MostMembers = byte.MaxValue;

    private readonly ModuleDefinition _module;
    private readonly List<(MethodBody Body, int Index, MethodDefinition Constructor)> _made = [];
    private readonly HashSet<FieldDefinition> _rewritten = [];
    private readonly HashSet<string> _toldApart = new(StringComparer.Ordinal);

    private OwnedObjects(ModuleDefinition module)
    {
        _module = module;
        foreach (var body in Inlining.Bodies(module))
        {
            for (var i = 0; i < body.Instructions.Count; i++)
            {
                Look(body, i);
            }
        }

        foreach (var type in module.GetTypes())
        {
            // A part in a place that is more than a plain reference.
            IEnumerable<TypeReference> places = type.Fields.Select(field => field.FieldType)
                .Concat(type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
                .Concat(type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Variables.Select(variable => variable.VariableType)));
            _toldApart.UnionWith(places.OfType<TypeSpecification>().Select(place => place.GetElementType().FullName));
        }
    }

    /// <summary>True when objects became parts of others. A full owner has room again when methods were inlined.</summary>
    public static bool Run(ModuleDefinition module)
    {
        var changed = false;
        while (MergeOne(module))
        {
            changed = true;
        }

        return changed;
    }

    private static bool MergeOne(ModuleDefinition module)
    {
        var owned = new OwnedObjects(module);
        var parts = owned._made.Select(made => (made.Body, made.Index, made.Constructor, Field: owned.FieldOf(made.Body, made.Index, made.Constructor)))
            .Where(part => part.Field != null).ToList();

        // The inner ones first: a part's constructor is none any more when it has become its owner's.
        foreach (var (body, index, constructor, field) in parts.Where(part => parts.All(inner => inner.Body.Method.DeclaringType != part.Constructor.DeclaringType)).Take(1))
        {
            owned.Merge(body, index, constructor, field!);
            return true;
        }

        return false;
    }

    private void Look(MethodBody body, int index)
    {
        var instruction = body.Instructions[index];
        switch (instruction.Operand)
        {
            case MethodDefinition { IsConstructor: true } constructor when instruction.OpCode.Code == Code.Newobj:
                _made.Add((body, index, constructor));
                break;
            case FieldDefinition field when instruction.OpCode.Code is not Code.Ldfld:
                // The store after the making is the one that may be.
                var isFirst = instruction.OpCode.Code == Code.Stfld && index > 0 && body.Instructions[index - 1].OpCode.Code == Code.Newobj;
                _ = isFirst || _rewritten.Add(field);
                break;
            case TypeReference type:
                _toldApart.Add(type.GetElementType().FullName);
                break;
        }
    }

    /// <summary>The owner's field, when the object that is made there is a part; else null.</summary>
    private FieldDefinition? FieldOf(MethodBody body, int index, MethodDefinition constructor)
    {
        var (part, owner) = (constructor.DeclaringType, body.Method.DeclaringType);
        var isSimple = part.BaseType?.FullName == "System.Object" && !Surface.Holds(part) && !part.HasInterfaces && !part.HasNestedTypes && part.CustomAttributes.All(Surface.IsMark)
            && !part.HasGenericParameters && part.DeclaringType == null && part.Fields.All(field => !field.IsStatic || field.IsLiteral)
            && part.Methods.All(method => !method.IsVirtual && !(method.IsConstructor && method.IsStatic)) && part.Methods.Count(method => method.IsConstructor) == 1;
        if (!isSimple || part == owner || owner.IsValueType || _toldApart.Contains(part.FullName) || _made.Count(made => made.Constructor == constructor) != 1)
        {
            return null;
        }

        var isOnce = body.Method is { IsConstructor: true, IsStatic: false } && owner.Methods.Count(method => method.IsConstructor) == 1 && !body.HasExceptionHandlers
            && IsPassedOnce(body, index) && (!Surface.Holds(owner) || owner.IsSealed);
        var store = index + 1 < body.Instructions.Count ? body.Instructions[index + 1] : null;
        return isOnce && store is { OpCode.Code: Code.Stfld, Operand: FieldDefinition field } && field.DeclaringType == owner && field.FieldType == part
            && !_rewritten.Contains(field) && !Surface.IsFoundByName(field) && HasRoom(owner, part) && StoresOf(field) == 1 && StackUse.ObjectOf(body, body.Instructions[index]) is { } load && CodeText.LoadsThis(load, body)
            && !body.Instructions.Take(index).Any(each => each.Operand == field)
                ? field
                : null;
    }

    private int StoresOf(FieldDefinition field) =>
        Inlining.Bodies(_module).Sum(body => body.Instructions.Count(each => each.OpCode.Code == Code.Stfld && each.Operand == field));

    /// <summary>Whether no jump goes over it, and no way ends before it but by an exception.</summary>
    private static bool IsPassedOnce(MethodBody body, int index)
    {
        for (var i = 0; i < body.Instructions.Count; i++)
        {
            if (body.Instructions[i].OpCode.Code == Code.Ret && i < index)
            {
                return false;
            }

            foreach (var target in CodeText.TargetsOf(body.Instructions[i]))
            {
                var to = body.Instructions.IndexOf(target);
                if (Math.Min(i, to) <= index + 1 && Math.Max(i, to) >= index)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool HasRoom(TypeDefinition owner, TypeDefinition part) =>
        owner.Fields.Count + part.Fields.Count <= MostMembers && owner.Methods.Count + part.Methods.Count <= MostMembers;

    private void Merge(MethodBody body, int index, MethodDefinition constructor, FieldDefinition field)
    {
        var (part, owner) = (constructor.DeclaringType, field.DeclaringType);

        // 1. Its members are the owner's. What was its constructor is called on the owner.
        foreach (var member in part.Fields.Where(each => !each.IsLiteral).ToList())
        {
            part.Fields.Remove(member);
            member.Name = part.Name + "." + member.Name;
            member.IsAssembly = true;
            owner.Fields.Add(member);
        }

        foreach (var method in part.Methods.ToList())
        {
            part.Methods.Remove(method);
            method.Name = part.Name + "." + method.Name.TrimStart('.');
            method.IsSpecialName = method.IsRuntimeSpecialName = false;
            method.IsAssembly = true;
            owner.Methods.Add(method);
        }

        CodeText.Become(body.Instructions[index], OpCodes.Call, constructor);
        CodeText.TakeOut(body.Instructions[index + 1]);

        // 2. Who has the owner has the part.
        owner.Fields.Remove(field);
        foreach (var each in Inlining.Bodies(_module))
        {
            foreach (var load in each.Instructions.Where(load => load.Operand == field))
            {
                CodeText.TakeOut(load);
            }

            foreach (var variable in each.Variables.Where(variable => variable.VariableType == part))
            {
                variable.VariableType = owner;
            }

            CodeText.Sweep(each);
        }

        foreach (var type in _module.GetTypes())
        {
            foreach (var place in type.Fields.Where(place => place.FieldType == part))
            {
                place.FieldType = owner;
            }

            foreach (var method in type.Methods)
            {
                method.ReturnType = method.ReturnType == part ? owner : method.ReturnType;
                foreach (var parameter in method.Parameters.Where(parameter => parameter.ParameterType == part))
                {
                    parameter.ParameterType = owner;
                }
            }
        }

        _module.Types.Remove(part);
    }
}
