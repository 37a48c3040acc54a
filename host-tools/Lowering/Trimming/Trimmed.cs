using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Makes a closed assembly smaller and leaves what it does as it is. Closed: no class of it is ever replaced, others refer to its surface only
/// (<see cref="Surface"/>), and nobody looks up the rest by name. The result is IL again, which .NET runs as well; only references of some
/// locals are then of type <c>object</c>, and constructors do not call that of <c>object</c>, which neither CLR minds.
/// </summary>
internal static class Trimmed
{
    /// <summary>Inlining makes new candidates; each round removes at least one method, and this many are more than code nests.</summary>
    private const int MostRounds = 16;

    /// <summary>In place; what was inlined where.</summary>
    public static InlinedNames Make(ModuleDefinition module, LoweringOptions options)
    {
        var names = new InlinedNames(module);

        // 1. What nothing leads to.
        Reach.Prune(module, options);

        // 2. The long form of every instruction, and nothing that only a debugger wants.
        foreach (var body in Inlining.Bodies(module))
        {
            body.SimplifyMacros();
            Simplification.Run(body);
        }

        // 3. Objects that are part of another are not made, and bodies stand in the place of calls, as long as that saves bytes.
        for (var round = 0; round < MostRounds && (OwnedObjects.Run(module) | Inlining.Run(module, names) | KnownFields.Run(module)); round++)
        {
            foreach (var body in Inlining.Bodies(module))
            {
                Simplification.Run(body);
            }

            Reach.Prune(module, options);
        }

        // 4. Classes that only hold static methods.
        StaticClasses.Merge(module);
        Reach.Prune(module, options);

        // 5. Fields that are loaded again and again.
        FieldLoads.Run(module);

        // 6. Classes with fields alike.
        SharedClasses.Run(module, names);

        // 7. Each body by itself.
        foreach (var body in Inlining.Bodies(module))
        {
            Simplification.Run(body);
            LocalSlots.Run(body);
            TailMerging.Run(body);
            Simplification.Run(body);
            BlockOrder.Run(body);
            Simplification.Run(body);
            LocalSlots.Run(body);
            ShortNumbers.Run(body);
            ShortForms.Run(body);
        }

        return names;
    }

    /// <summary>
    /// What only a board takes: lengths of arrays need no conversion; static data is of a type of its own length for .NET's sake, and the firmware looks at the data's own length. After
    /// this it is no IL for .NET any more.
    /// </summary>
    public static void MakeForBoards(ModuleDefinition module, LoweringOptions options)
    {
        foreach (var field in module.GetTypes().SelectMany(type => type.Fields).Where(field => field.InitialValue.Length > 0))
        {
            field.FieldType = module.TypeSystem.Byte;
        }

        Reach.Prune(module, options);

        // The firmware's length of an array is of 32 bits already.
        foreach (var body in Inlining.Bodies(module))
        {
            for (var i = body.Instructions.Count - 1; i > 0; i--)
            {
                if (body.Instructions[i].OpCode.Code == Code.Conv_I4 && body.Instructions[i - 1].OpCode.Code == Code.Ldlen)
                {
                    CodeText.TakeOut(body.Instructions[i]);
                }
            }

            CodeText.Sweep(body);
        }
    }
}
