namespace ZeroTrust.Security.Secrets;

/// <summary>Takes what a value is written as, a character at a time, so that no copy of it is made.</summary>
internal interface ICharSink
{
    void Take(char character);
}
