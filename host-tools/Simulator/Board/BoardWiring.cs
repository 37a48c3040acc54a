namespace NanoLive.Simulator;

/// <summary>Solders the parts that a board's data name to its pins and buses.</summary>
internal static class BoardWiring
{
    internal static BoardParts Build(BoardDescription description, SimulatedTime time, PinBank pins, I2cBusSet buses)
    {
        var hardware = description.Hardware;
        var weather = description.Weather ?? WeatherScenario.Named(description.Scenario, description.Seed)
            ?? throw new ArgumentException($"no scenario {description.Scenario}; there are {string.Join(", ", WeatherScenario.Names)}");
        var box = new HeatedBox(weather);
        var parts = new BoardParts(weather, box);
        if (hardware.HeaterPin is { } heater)
        {
            parts.Add(new HeaterOutput(pins[heater], box));
        }

        if (hardware.Bme280 is { } place)
        {
            var bme280 = new Bme280(time, box, Bme280Coefficients.ForPart(description.Seed));
            buses.Attach(place.Bus, place.Address, bme280);
            parts.Add(bme280);
        }

        if (hardware.AnemometerPin is { } anemometer)
        {
            parts.Add(new CupAnemometer(time, pins[anemometer], weather.WindMetresPerSecond, description.Seed, hardware.ContactBounces));
        }

        if (hardware.Ranger is { } ranger)
        {
            double levelCm = ranger.DistanceCm;
            parts.Add(new UltrasonicRanger(time, pins[ranger.TriggerPin], pins[ranger.EchoPin], _ => levelCm));
        }

        return parts;
    }
}
