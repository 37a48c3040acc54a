// Reference only, as mscorlib is: on the simulated board SimulatedMath answers.
[assembly: System.Reflection.AssemblyVersion("1.5.116.0")]
