namespace NanoLive.Format
{
    /// <summary>A list of names: of a plan's handlers, of a board's settings.</summary>
    internal static class Names
    {
        /// <summary>Where it stands; -1 when it does not.</summary>
        internal static int IndexOf(string[] names, string name)
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (names[i] == name)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
