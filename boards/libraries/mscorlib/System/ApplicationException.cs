namespace System
{
    public class ApplicationException : Exception
    {
        public ApplicationException() => throw null;
        public ApplicationException(string message) => throw null;
        public ApplicationException(string message, Exception innerException) => throw null;
    }
}
