[assembly: System.Reflection.AssemblyVersion("1.11.37.0")]
