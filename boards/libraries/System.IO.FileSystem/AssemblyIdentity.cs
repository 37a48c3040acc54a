[assembly: System.Reflection.AssemblyVersion("1.1.87.0")]
