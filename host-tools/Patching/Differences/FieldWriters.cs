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
        var methods = model.Source.Assemblies.Where(a => !BoardLibraries.Runtime.Contains(a.Name.Name)).SelectMany(a => a.MainModule.GetTypes()).SelectMany(t => t.Methods);
        foreach (var method in methods.Where(m => m.HasBody))
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

            var isStore = instruction.OpCode.Code is Code.Stfld or Code.Stsfld or Code.Ldflda or Code.Ldsflda;
            if (isStore && !(method.IsConstructor && method.IsStatic == field.IsStatic && method.DeclaringType == field.DeclaringType))
            {
                _written.Add(field);
            }

            if (!isStore && field.FieldType is ArrayType && !_changing.Contains(field))
            {
                shape ??= new StackShape(method.Body);
                if (!IsRead(shape.Consumer(instruction)))
                {
                    _changing.Add(field);
                }
            }
        }
    }

    private static bool IsRead(Instruction? consumer) => consumer?.OpCode.Code is Code.Ldlen or Code.Ldelem_Any or Code.Ldelem_I or Code.Ldelem_I1
        or Code.Ldelem_I2 or Code.Ldelem_I4 or Code.Ldelem_I8 or Code.Ldelem_R4 or Code.Ldelem_R8 or Code.Ldelem_Ref or Code.Ldelem_U1 or Code.Ldelem_U2 or Code.Ldelem_U4;
}
