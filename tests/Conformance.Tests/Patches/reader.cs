using DeviceTests.Drivers;

namespace Patches
{
    public class NewReader : Reader
    {
        public NewReader(NewReader adoption) : base(adoption)
        {
        }

        protected override int Step
        {
            get { return 10000; }
        }

        public static object Handler(object self, int index)
        {
            Reader reader = (Reader)self;
            if (index == -1 && reader.Runs)
            {
                reader.Stop();
                return reader;
            }

            if (index == -2)
            {
                reader.Start();
            }

            return null;
        }
    }
}
