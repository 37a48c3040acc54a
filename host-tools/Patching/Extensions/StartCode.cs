using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Code that a board runs once when it starts: Main, from the release whatever a patch has, and then the application's, from the patch.</summary>
internal static class StartCode
{
    /// <summary>Why start code is not carried in a patch that takes over what the release makes.</summary>
    public const string HasRun = "it has run on a board that is running";

    public static bool IsMain(MethodDefinition method) => method is { IsStatic: true, Name: "Main" };

    public static bool IsOfApplication(Model model, TypeDefinition type) =>
        model.Line(type).Any(t => t.Interfaces.Any(i => i.InterfaceType.FullName == Names.Application));

    /// <summary>What <c>IApplication</c> asks for: it has run when a patch goes live.</summary>
    public static bool IsBuild(Model model, MethodDefinition method) => method is { Name: "Build", Parameters.Count: 1 } && IsOfApplication(model, method.DeclaringType);

    /// <summary>Whether the board can make the patch's application.</summary>
    public static bool CanBeMade(TypeDefinition type) =>
        type.IsAbstract || type.Methods.Any(m => m is { IsConstructor: true, IsStatic: false, IsPublic: true, Parameters.Count: 0 });
}
