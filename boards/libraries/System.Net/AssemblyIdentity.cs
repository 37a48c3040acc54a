[assembly: System.Reflection.AssemblyVersion("1.11.54.0")]
