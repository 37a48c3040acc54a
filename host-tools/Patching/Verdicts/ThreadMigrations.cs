using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Migrations that stop the thread which runs inside of an object and start it again: <c>static object Stop(object of)</c>, null when none ran, and
/// <c>static void Start(object of)</c>. State is read between the two, so a thread that is stopped harms nobody.
/// </summary>
internal static class ThreadMigrations
{
    public static (MethodDefinition Stop, MethodDefinition Start)? Of(Model @new, TypeReference type) =>
        Difference.Written(@new).Where(m => Names.Of(m.Class) == Names.Of(type)).Select(m => Both(m.Migration)).FirstOrDefault(b => b != null);

    /// <summary>The one for objects of a class of the new build: the nearest on the way to its base.</summary>
    public static (MethodDefinition Stop, MethodDefinition Start)? ForObjects(Model @new, TypeDefinition type) =>
        @new.Line(type).Select(t => Of(@new, t)).FirstOrDefault(b => b != null);

    /// <summary>Whether a thread inside of any object of the class, or of one derived from it, is stopped by the migration of that class.</summary>
    public static bool Stops(Model @new, TypeDefinition type) => Of(@new, type) != null
        && @new.Types.Values.All(t => t == type || !@new.Line(t).Contains(type) || Of(@new, t) == null);

    private static (MethodDefinition, MethodDefinition)? Both(TypeDefinition migration) =>
        Find(migration, "Stop", MetadataType.Object) is { } stop && !IsOpen(stop) && Find(migration, "Start", MetadataType.Void) is { } start ? (stop, start) : null;

    /// <summary>As a stub leaves it where a person has something to say.</summary>
    private static bool IsOpen(MethodDefinition stop) => stop.Body.Instructions.Any(i => i is { OpCode.Code: Code.Newobj, Operand: MethodReference { DeclaringType.FullName: "System.NotSupportedException" } });

    private static MethodDefinition? Find(TypeDefinition migration, string name, MetadataType returned) => migration.Methods.FirstOrDefault(m => m is { IsStatic: true, HasBody: true, Parameters: [var of] }
        && m.Name == name && of.ParameterType.MetadataType == MetadataType.Object && m.ReturnType.MetadataType == returned);
}
