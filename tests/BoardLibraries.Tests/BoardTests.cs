using System.Reflection;
using NanoLive.BoardLibraries.Board;

namespace NanoLive.BoardLibraries;

/// <summary>What the libraries do to the board underneath.</summary>
public class BoardTests
{
    [Fact]
    public void Becoming_an_output_drives_the_pin_low_and_disposing_releases_it()
    {
        FakeBoard board = new();
        object controller = Make(board, "System.Device.Gpio", "System.Device.Gpio.GpioController");
        object output = Enum.ToObject(controller.GetType().Assembly.GetType("System.Device.Gpio.PinMode")!, 3);
        board.Wires.Write(20, high: true);
        board.Wires.Log.Clear();
        object pin = Call(controller, "OpenPin", 20, output)!;
        Call(pin, "Toggle");
        Call(pin, "Dispose");
        Call(pin, "Dispose");
        Assert.Equal(["mode 20 3", "level 20 0", "level 20 1", "release 20"], board.Wires.Log);
    }

    [Fact]
    public void Edges_within_the_debounce_time_are_not_reported()
    {
        FakeBoard board = new();
        object controller = Make(board, "System.Device.Gpio", "System.Device.Gpio.GpioController");
        object pin = Call(controller, "OpenPin", 21)!;
        pin.GetType().GetProperty("DebounceTimeout")!.SetValue(pin, TimeSpan.FromMilliseconds(5));
        int edges = 0;
        EventInfo changed = pin.GetType().GetEvent("ValueChanged")!;
        Type argumentType = changed.EventHandlerType!.GetMethod("Invoke")!.GetParameters()[1].ParameterType;
        var sender = System.Linq.Expressions.Expression.Parameter(typeof(object));
        var argument = System.Linq.Expressions.Expression.Parameter(argumentType);
        Action count = () => edges++;
        changed.AddEventHandler(
            pin,
            System.Linq.Expressions.Expression.Lambda(
                changed.EventHandlerType!,
                System.Linq.Expressions.Expression.Invoke(System.Linq.Expressions.Expression.Constant(count)),
                sender,
                argument).Compile());
        foreach (long timeUs in new long[] { 0, 1000, 4999, 5000, 9000, 10000 })
        {
            board.Wires.NowUs = timeUs;
            board.Wires.Write(20, !board.Wires.Read(20));
        }

        Assert.Equal(3, edges);
    }

    [Fact]
    public void A_reboot_is_asked_for_after_the_handlers_even_if_one_throws()
    {
        FakeBoard board = new();
        BoardContext context = new(board);
        Assembly native = context.LoadFromAssemblyName(new AssemblyName("nanoFramework.Runtime.Native"));
        Type power = native.GetType("nanoFramework.Runtime.Native.Power", throwOnError: true)!;
        EventInfo rebooting = power.GetEvent("OnRebootEvent")!;
        Action refuse = () => throw new InvalidOperationException();
        rebooting.AddEventHandler(null, Delegate.CreateDelegate(rebooting.EventHandlerType!, refuse.Target, refuse.Method));
        MethodInfo reboot = power.GetMethods().Single(method => method.Name == "RebootDevice" && method.GetParameters().Length == 1);
        reboot.Invoke(null, [Enum.ToObject(reboot.GetParameters()[0].ParameterType, 2)]);
        Assert.Equal(1, board.Reboots);
        context.Unload();
    }

    [Fact]
    public void Boards_share_no_statics()
    {
        FakeBoard one = new();
        FakeBoard other = new();
        Call(Make(one, "System.Device.Gpio", "System.Device.Gpio.GpioController"), "OpenPin", 4);
        Call(Make(other, "System.Device.Gpio", "System.Device.Gpio.GpioController"), "OpenPin", 4);
    }

    private static object Make(FakeBoard board, string assembly, string type) =>
        Activator.CreateInstance(new BoardContext(board).LoadFromAssemblyName(new AssemblyName(assembly)).GetType(type, throwOnError: true)!)!;

    private static object? Call(object target, string method, params object[] arguments) =>
        target.GetType().GetMethod(method, [.. arguments.Select(argument => argument.GetType())])!.Invoke(target, arguments);
}
