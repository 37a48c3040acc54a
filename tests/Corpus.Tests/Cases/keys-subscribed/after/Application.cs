using System;
using Corpus;
using Drivers;
using NanoLive.Objects;
using NanoLive.Update;

namespace Weather
{
    public sealed class Application : IApplication
    {
        public void Build(LiveBoard board)
        {
            Entry driver = board.Table
                .Define("driver", typeof(Keys))
                .Create("driver");
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            Script.Start(board, driver, use);
        }
    }

    public class Use : Script
    {
        private readonly Entry _driver;
        private string _said = "";

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
            ((Keys)_driver.Target).Pressed += Pressed;
        }

        protected override string Step(int n, long nowMs)
        {
            Keys keys = (Keys)_driver.Target;
            _said = "";
            keys.Scan(n);
            return keys.Presses + _said;
        }

        internal void Subscribe()
        {
            ((Keys)_driver.Target).Pressed += Pressed;
        }

        private void Pressed(object sender, PressedEventArgs e)
        {
            _said = " key " + e.Key;
        }
    }

    [StateMigration(typeof(Use))]
    internal static class UseMigration
    {
        // What the constructor does otherwise is done below.
        public static void Up(object old, object next)
        {
        }

        public static void Down(object next, object old)
        {
        }

        public static object Stop(object of)
        {
            return of;
        }

        public static void Start(object of)
        {
            try
            {
                ((Use)of).Subscribe();
            }
            catch (InvalidCastException)
            {
                // The release's, which is subscribed still.
            }
        }
    }
}
