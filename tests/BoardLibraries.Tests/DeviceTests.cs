using System.Reflection;
using System.Runtime.ExceptionServices;
using Mono.Cecil;
using NanoLive.BoardLibraries.Board;

namespace NanoLive.BoardLibraries;

/// <summary>Runs every test method of the device test assembly, each on a board of its own.</summary>
public class DeviceTests
{
    public static TheoryData<string, string> Methods()
    {
        TheoryData<string, string> methods = [];
        using ModuleDefinition module = ModuleDefinition.ReadModule(Folders.DeviceTests);
        foreach (TypeDefinition type in module.Types)
        {
            foreach (MethodDefinition method in type.Methods)
            {
                if (method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "TestMethodAttribute"))
                {
                    methods.Add(type.FullName, method.Name);
                }
            }
        }

        return methods;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Passes_on_a_simulated_board(string type, string method)
    {
        BoardContext board = new(new FakeBoard());
        try
        {
            Type testClass = board.Tests.GetType(type, throwOnError: true)!;
            MethodInfo test = testClass.GetMethod(method)!;
            foreach (object?[] arguments in Rows(test))
            {
                Run(test, Activator.CreateInstance(testClass), arguments);
            }
        }
        finally
        {
            board.Unload();
        }
    }

    /// <summary>The rows of DataRow attributes, or one without arguments.</summary>
    private static object?[][] Rows(MethodInfo test)
    {
        object?[][] rows = [.. test.GetCustomAttributes(inherit: false)
            .Where(attribute => attribute.GetType().Name == "DataRowAttribute")
            .Select(attribute => (object?[])attribute.GetType().GetProperty("MethodParameters")!.GetValue(attribute)!)];
        return rows.Length == 0 ? [[]] : rows;
    }

    private static void Run(MethodInfo test, object? instance, object?[] arguments)
    {
        try
        {
            test.Invoke(instance, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException != null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }
}
