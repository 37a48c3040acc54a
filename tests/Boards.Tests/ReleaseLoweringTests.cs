using System.Collections;
using NanoLive.Format;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;

namespace NanoLive.Boards.Tests;

/// <summary>Plans speak of fields and methods by name, and boards have other names for some.</summary>
public class ReleaseLoweringTests
{
    private static readonly ReleaseImage s_release = Station.Release();
    private static readonly ReleaseLowering s_lowering = new(s_release);

    [Fact]
    public void Plan_for_boards_leads_back_to_the_plan_with_all_that_it_has()
    {
        var (field, method) = (Renamed(s_lowering.OfPatch.Names.Field, "_"), Renamed(s_lowering.OfPatch.Names.Method, ""));
        var plan = (Plan)Filled(typeof(Plan), (name, owner) => name == "EntryMethod" || owner == "Handlers" ? method : field);
        var (before, onBoard, after) = (Text(plan), Text(s_lowering.OnBoard(plan)), Text(s_lowering.Written(s_lowering.OnBoard(plan))));
        Assert.Equal(before, after);

        // Field moves, holders, statics; handlers and the entry.
        Assert.Equal(4, onBoard.Split(s_lowering.OfPatch.Names.Field(field)).Length - 1);
        Assert.Equal(2, onBoard.Split(s_lowering.OfPatch.Names.Method(method)).Length - 1);
    }

    [Fact]
    public void Release_and_base_images_name_members_alike()
    {
        var release = Station.On("esp32");
        string line = Assert.Single(release.Assemblies.Single(assembly => assembly.Name == "WeatherStation.Drivers").Names, name => name.Contains("Bme280::_fineTemperature", StringComparison.Ordinal));
        Assert.Contains(s_lowering.OfPatch.Names.Field("_fineTemperature"), line, StringComparison.Ordinal);
    }

    private static string Renamed(Func<string, string> onBoard, string prefix) => s_release.Prepared
        .Select(file => Mono.Cecil.ModuleDefinition.ReadModule(new MemoryStream(file.Image))).SelectMany(module => module.Types)
        .SelectMany(type => type.Fields.Select(field => field.Name).Concat(type.Methods.Select(method => method.Name)))
        .First(name => name.StartsWith(prefix, StringComparison.Ordinal) && onBoard(name) != name);

    /// <summary>An object every field of which says something.</summary>
    private static object Filled(Type type, Func<string, string, string> text, string owner = "")
    {
        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType()!, 1);
            array.SetValue(type == typeof(byte[]) ? (byte)7 : type == typeof(string[]) ? text("", owner) : Filled(type.GetElementType()!, text, owner), 0);
            return array;
        }

        object filled = Activator.CreateInstance(type)!;
        foreach (var field in type.GetFields().Where(field => !field.IsStatic))
        {
            field.SetValue(filled, field.FieldType == typeof(string) ? IsName(type, field.Name) ? text(field.Name, owner) : field.Name
                : field.FieldType == typeof(bool) ? true : field.FieldType == typeof(int) ? 3 : Filled(field.FieldType, text, field.Name));
        }

        return filled;
    }

    private static bool IsName(Type type, string field) => type == typeof(FieldMove) || field is "Field" or "EntryMethod";

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        IEnumerable many => "[" + string.Join(",", many.Cast<object>().Select(Text)) + "]",
        _ when value.GetType().IsPrimitive => value.ToString()!,
        _ => "{" + string.Join(",", value.GetType().GetFields().Where(field => !field.IsStatic).Select(field => $"{field.Name}={Text(field.GetValue(value))}")) + "}",
    };
}
