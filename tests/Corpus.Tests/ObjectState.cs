using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// The state of a driver by paths of field names, taken from one board and put into another. It knows nothing of the runtime's own transfer: it
/// is what that is measured against. Hardware and delegates are no state.
/// </summary>
internal sealed class ObjectState
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, object> _values = [];

    public static ObjectState Of(object driver)
    {
        var state = new ObjectState();
        state.Take(driver, "");
        return state;
    }

    /// <summary>The same state as another version has it; what is said of a name without a path holds for it in every part.</summary>
    public ObjectState As(IReadOnlyDictionary<string, string> mapping)
    {
        var state = new ObjectState();
        foreach (var (name, value) in _values)
        {
            string path = mapping.ContainsKey(name) ? "" : name[..(name.LastIndexOf('.') + 1)];
            if (!mapping.TryGetValue(name[path.Length..], out string? rule))
            {
                state._values[name] = value;
                continue;
            }

            if (rule == "")
            {
                continue;
            }

            int end = rule.IndexOfAny(['*', '/', '~', '#']);
            state._values[path + (end < 0 ? rule : rule[..end])] = end < 0 ? value : Convert(System.Convert.ToInt64(value, CultureInfo.InvariantCulture), rule[end], rule[(end + 1)..]);
        }

        return state;
    }

    /// <summary>Less what another version starts by itself.</summary>
    public ObjectState Without(IReadOnlyDictionary<string, string> mapping)
    {
        var state = new ObjectState();
        foreach (var (name, value) in _values.Where(v => mapping.GetValueOrDefault(v.Key) != ""))
        {
            state._values[name] = value;
        }

        return state;
    }

    /// <summary>Fields that the state does not name stay as they are; so do the other elements of a longer array.</summary>
    public void PutInto(object driver) => Put(driver, "");

    private static object Convert(long value, char rule, string number) => rule switch
    {
        '*' => value * long.Parse(number, CultureInfo.InvariantCulture),
        '/' => value / long.Parse(number, CultureInfo.InvariantCulture),
        '~' => ((value & 0xFF) << 8) | (value >> 8),
        _ => BitConverter.GetBytes((int)value),
    };

    private static IEnumerable<FieldInfo> Fields(object of)
    {
        for (var type = of.GetType(); type != null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Any))
            {
                yield return field;
            }
        }
    }

    private static bool IsStructs(Type type) => type.IsArray && type.GetElementType() is { IsValueType: true, IsPrimitive: false, IsEnum: false };

    private static bool IsValue(Type type) => type.IsPrimitive || type == typeof(string) || (type.IsArray && type.GetElementType()!.IsPrimitive);

    // What the driver owns: neither the board's class libraries nor the runtime.
    private static bool IsOwned(object? value) => value != null && !value.GetType().IsArray && value is not Delegate
        && value.GetType().Assembly.GetName().Name is { } name && !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Nano", StringComparison.OrdinalIgnoreCase);

    private static Array Fit(Array value, Array? present)
    {
        if (present == null || present.Length == value.Length)
        {
            return (Array)value.Clone();
        }

        Array.Copy(value, present, Math.Min(value.Length, present.Length));
        return present;
    }

    private static void Each(object[] parts, string path, Action<object, string> does)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (IsOwned(parts[i]))
            {
                does(parts[i], $"{path}[{i}].");
            }
            else if (parts[i] is object[] inner)
            {
                Each(inner, $"{path}[{i}]", does);
            }
        }
    }

    // A board that begins has nothing yet where another one has parts.
    private void Make(object[] parts, string path)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] == null && _values.Keys.Any(name => name.StartsWith($"{path}[{i}].", StringComparison.Ordinal)))
            {
                parts[i] = RuntimeHelpers.GetUninitializedObject(parts.GetType().GetElementType()!);
            }
        }
    }

    private void Take(object from, string path)
    {
        foreach (var field in Fields(from))
        {
            object? value = field.GetValue(from);
            if (field.FieldType.IsEnum)
            {
                _values.TryAdd(path + field.Name, System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
            }
            else if (value is Array array && IsValue(field.FieldType))
            {
                _values.TryAdd(path + field.Name, array.Clone());
            }
            else if (value != null && IsValue(field.FieldType))
            {
                _values.TryAdd(path + field.Name, value);
            }
            else if (value is Array structs && IsStructs(field.FieldType))
            {
                for (int i = 0; i < structs.Length; i++)
                {
                    Take(structs.GetValue(i)!, path + field.Name + i + ".");
                }
            }
            else if (IsOwned(value))
            {
                Take(value!, path + field.Name + ".");
            }
            else if (value is object[] parts)
            {
                Each(parts, path + field.Name, Take);
            }
        }
    }

    private void Put(object into, string path)
    {
        foreach (var field in Fields(into))
        {
            if (_values.TryGetValue(path + field.Name, out object? value))
            {
                field.SetValue(into, value is Array array ? Fit(array, (Array?)field.GetValue(into)) : field.FieldType.IsEnum ? Enum.ToObject(field.FieldType, value) : field.FieldType.IsPrimitive ? System.Convert.ChangeType(value, field.FieldType, CultureInfo.InvariantCulture) : value);
            }
            else if (field.GetValue(into) is Array structs && IsStructs(field.FieldType))
            {
                for (int i = 0; i < structs.Length; i++)
                {
                    object element = structs.GetValue(i)!;
                    Put(element, path + field.Name + i + ".");
                    structs.SetValue(element, i);
                }
            }
            else if (field.GetValue(into) is { } part && IsOwned(part) && !field.FieldType.IsEnum)
            {
                Put(part, path + field.Name + ".");
                if (field.FieldType.IsValueType)
                {
                    field.SetValue(into, part);
                }
            }
            else if (field.GetValue(into) is object[] parts)
            {
                Make(parts, path + field.Name);
                Each(parts, path + field.Name, Put);
            }
        }
    }
}
