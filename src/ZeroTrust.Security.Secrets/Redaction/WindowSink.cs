namespace ZeroTrust.Security.Secrets;

/// <summary>Keeps the few characters from a place on, on the stack of whoever asks.</summary>
internal ref struct WindowSink(Span<char> window, int from) : ICharSink
{
    private readonly Span<char> _window = window;
    private int _at = -from;

    public void Take(char character)
    {
        if ((uint)_at < (uint)_window.Length)
        {
            _window[_at] = character;
        }

        _at++;
    }
}
