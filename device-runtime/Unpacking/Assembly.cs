using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyVersion("0.1.0.0")]
[assembly: InternalsVisibleTo("NanoLive.Packing")]
[assembly: InternalsVisibleTo("NanoLive.Signing")]
[assembly: InternalsVisibleTo("Packing.Tests")]
