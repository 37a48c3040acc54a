using System;
using System.Collections;

namespace DeviceTests.Drivers
{
    /// <summary>Someone who holds thermometers in every way there is.</summary>
    public class Station
    {
        public static Thermometer Latest;

        public object Again;
        public Thermometer[] Row = new Thermometer[2];
        public ArrayList List = new ArrayList();
        public Smoother Shared;
        public Action Reading;

        // Written by whoever binds it.
        private readonly IThermometer _bound = null;
        private readonly Thermometer _direct;

        public Station(Thermometer direct)
        {
            _direct = direct;
        }

        public IThermometer Bound
        {
            get { return _bound; }
        }

        public Thermometer Direct
        {
            get { return _direct; }
        }
    }
}
