namespace System.Security.Cryptography.X509Certificates
{
    /// <summary>A certificate as its bytes. The simulated board speaks no TLS; the type exists because signatures of other libraries name it.</summary>
    public class X509Certificate
    {
        private readonly byte[] _raw;

        public X509Certificate(byte[] certificate)
        {
            _raw = certificate;
        }

        public virtual byte[] GetRawCertData()
        {
            return _raw;
        }
    }
}
