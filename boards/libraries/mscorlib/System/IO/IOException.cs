namespace System.IO
{
    public class IOException : SystemException
    {
        public IOException() => throw null;
        public IOException(string message) => throw null;
        public IOException(string message, int hresult) => throw null;
        public IOException(string message, Exception innerException) => throw null;
    }
}
