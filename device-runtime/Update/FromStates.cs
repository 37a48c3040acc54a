using NanoLive.Format;
using NanoLive.Trust;

namespace NanoLive.Update
{
    /// <summary>The states that a plan says it can be applied to.</summary>
    internal static class FromStates
    {
        /// <param name="plan">Read from the patch.</param>
        /// <param name="state">32 bytes: digest of a patch, or of the release that runs without one.</param>
        internal static bool Name(Plan plan, byte[] state)
        {
            for (int i = 0; i < plan.FromStates.Length; i++)
            {
                if (Bytes.Equal(plan.FromStates[i], 0, state, 0, state.Length))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
