[assembly: System.Reflection.AssemblyVersion("1.1.57.0")]
