using System;

namespace NanoLive
{
    /// <summary>
    /// Marks what is public for programs that do not run on a board: the patch compiler, the signer, the simulator, tests. No application and
    /// no patch may refer to it, and where an assembly is lowered for a board its name stays behind. Never lowered itself.
    /// </summary>
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class ForToolsAttribute : Attribute
    {
    }
}
