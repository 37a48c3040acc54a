[assembly: System.Reflection.AssemblyVersion("1.0.0.0")]
