using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(global::System.Math))]
