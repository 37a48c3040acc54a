using System.Reflection;
using System.Runtime.CompilerServices;

namespace NanoLive.Patching.Tests;

/// <summary>An edit applied whatever its verdict: objects and static fields of the new build have what those of the release have under their names, and nothing else.</summary>
internal sealed class Forced
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private readonly Bench _before;
    private readonly Bench _after;
    private readonly Dictionary<object, object> _taken = new(ReferenceEqualityComparer.Instance);

    private Forced(string old, string @new)
    {
        _before = new Bench(DeviceCompiler.Build(old));
        _after = new Bench(DeviceCompiler.Build(@new));
    }

    /// <summary>What a driver of the release that has answered once answers after it was taken over; the exception when it cannot be, or does not.</summary>
    public static object Go(string old, string @new)
    {
        var forced = new Forced(old, @new);
        var driver = Started(forced._before);
        Bench.Call(driver, "Go");
        return Try(() =>
        {
            var next = forced.Take(driver)!;
            forced.TakeStatics(driver.GetType().Assembly);
            return Bench.Call(next, "Go")!;
        });
    }

    /// <summary>What one of the new build answers the second time, that was never anything else.</summary>
    public static object Fresh(string @new)
    {
        var driver = Started(new Bench(DeviceCompiler.Build(@new)));
        Bench.Call(driver, "Go");
        return Bench.Call(driver, "Go")!;
    }

    /// <summary>As the board starts it: an application builds its objects.</summary>
    private static object Started(Bench bench)
    {
        var driver = bench.New("D.Driver");
        if (driver.GetType().GetMethod("Build") != null)
        {
            Bench.Call(driver, "Build", [null]);
        }

        return driver;
    }

    /// <summary>The result, or the exception that came instead.</summary>
    public static object Try(Func<object> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
        {
            return (e as TargetInvocationException)?.InnerException ?? e;
        }
    }

    private void TakeStatics(Assembly old)
    {
        foreach (var was in old.GetTypes().Where(t => !t.Name.StartsWith('<')).SelectMany(t => t.GetFields(Static)).Where(f => !f.IsLiteral))
        {
            var field = _after.Type(was.DeclaringType!.FullName!).GetField(was.Name, Static);
            if (field != null)
            {
                RuntimeHelpers.RunClassConstructor(field.DeclaringType!.TypeHandle);
                field.SetValue(null, was.GetValue(null) is Enum number ? Enum.ToObject(field.FieldType, Convert.ToInt64(number)) : was.GetValue(null));
            }
        }
    }

    private object? Take(object? value)
    {
        if (value is Enum number && _before.Type("D.Driver").Assembly == value.GetType().Assembly)
        {
            return Enum.ToObject(_after.Type(value.GetType().FullName!), Convert.ToInt64(number));
        }

        if (value is Array array && array.GetType().GetElementType() is { IsPrimitive: false } element && element.Assembly == _before.Type("D.Driver").Assembly)
        {
            var copy = Array.CreateInstance(_after.Type(element.FullName!), array.Length);
            for (var i = 0; i < copy.Length; i++)
            {
                copy.SetValue(Take(array.GetValue(i)), i);
            }

            return copy;
        }

        return value == null || value is Delegate || value.GetType().Assembly != _before.Type("D.Driver").Assembly ? value : TakeObject(value);
    }

    private object TakeObject(object value)
    {
        if (!_taken.TryGetValue(value, out var next))
        {
            next = RuntimeHelpers.GetUninitializedObject(_after.Type(value.GetType().FullName!));
            _taken[value] = next;
            foreach (var field in Bench.Fields(next.GetType()))
            {
                var was = Bench.Fields(value.GetType()).FirstOrDefault(f => f.Name == field.Name && f.DeclaringType!.FullName == field.DeclaringType!.FullName);
                if (was != null)
                {
                    // Only what a board's reflection writes: no conversions, and no look into structs.
                    var held = was.GetValue(value);
                    var taken = value.GetType().IsValueType && held?.GetType().IsValueType == false ? held : Take(held);
                    if (taken is not (null or Delegate) && !field.FieldType.IsInstanceOfType(taken))
                    {
                        throw new InvalidCastException($"{field.Name} cannot hold what it held");
                    }

                    field.SetValue(next, taken);
                }
            }
        }

        return next;
    }
}
