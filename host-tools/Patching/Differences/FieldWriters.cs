using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Who stores into the fields of a build after the object, or the class, was made; and which arrays somebody may store into.</summary>
internal sealed class FieldWriters
{
    private readonly HashSet<FieldDefinition> _written = [];
    private readonly HashSet<FieldDefinition> _changing = [];

    public FieldWriters(Model model)
    {
        foreach (var method in model.Bodies)
        {
            Look(model, method);
        }
    }

    /// <summary>Whether anything but the constructors of its own class sets the field.</summary>
    public bool IsWritten(FieldDefinition field) => _written.Contains(field);

    /// <summary>Whether anything may store elements into the array that the field refers to, or keep it elsewhere.</summary>
    public bool IsChanging(FieldDefinition array) => _changing.Contains(array);

    private void Look(Model model, MethodDefinition method)
    {
        StackShape? shape = null;
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is not FieldReference reference || model.Field(reference) is not { } field)
            {
                continue;
            }

            var code = instruction.OpCode.Code;
            shape ??= new StackShape(method.Body);
            var isStore = code is Code.Stfld or Code.Stsfld || code is Code.Ldflda or Code.Ldsflda && !IsReadThrough(shape, instruction);
            if (isStore && !(method.IsConstructor && method.IsStatic == field.IsStatic && method.DeclaringType == field.DeclaringType))
            {
                _written.Add(field);
            }

            if (code is Code.Ldfld or Code.Ldsfld && field.FieldType is ArrayType array && !_changing.Contains(field) && !IsRead(shape, shape.Consumer(instruction), array.ElementType))
            {
                _changing.Add(field);
            }
        }
    }

    /// <summary>Whether an address is only read through: by the core library's own types, which change nothing of themselves, or by a load.</summary>
    private static bool IsReadThrough(StackShape shape, Instruction address) => shape.Consumer(address) is { } user
        && (user.OpCode.Code is Code.Ldobj or Code.Ldfld or >= Code.Ldind_I1 and <= Code.Ldind_Ref
            || user.OpCode.Code is Code.Call or Code.Callvirt && user.Operand is MethodReference { HasThis: true } called && Names.AssemblyOf(called.DeclaringType) == BoardLibraries.CoreLibrary && shape.Position(user, address) == 0);

    // An element that is an object has state of its own, and what takes it can change that.
    private static bool IsRead(StackShape shape, Instruction? consumer, TypeReference element) => consumer?.OpCode.Code is Code.Ldlen or Code.Ldelem_I or Code.Ldelem_I1
        or Code.Ldelem_I2 or Code.Ldelem_I4 or Code.Ldelem_I8 or Code.Ldelem_R4 or Code.Ldelem_R8 or Code.Ldelem_U1 or Code.Ldelem_U2 or Code.Ldelem_U4
        || consumer?.OpCode.Code is Code.Ldelem_Any or Code.Ldelem_Ref && (element.IsValueType || element.MetadataType == MetadataType.String)
        || consumer?.OpCode.Code == Code.Ldelema && IsReadThrough(shape, consumer);
}
