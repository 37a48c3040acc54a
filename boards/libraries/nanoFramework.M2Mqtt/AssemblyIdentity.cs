[assembly: System.Reflection.AssemblyVersion("5.1.206.0")]
