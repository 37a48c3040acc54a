[assembly: System.Reflection.AssemblyVersion("1.5.75.0")]
