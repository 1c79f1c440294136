using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using ZeroTrust.Security.SecretTexts;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>Reads an answer to <c>GetSecretValue</c>. The value goes from the body into the secret and makes no text on its way.</summary>
internal ref struct ValueAnswer
{
    private readonly SecretRequest _request;
    private string? _name;
    private string? _version;
    private bool _isCurrent;
    private int _values;
    private SecretResult _value;

    private ValueAnswer(SecretRequest request) => _request = request;

    public static SecretResult Read(ReadOnlySpan<byte> body, SecretRequest request)
    {
        var answer = new ValueAnswer(request);
        try
        {
            var result = answer.Read(new Utf8JsonReader(body));
            if (result.Outcome != SecretOutcome.Found)
            {
                answer._value.Version?.Dispose();
            }

            return result;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            answer._value.Version?.Dispose();
            return SecretResult.Malformed("What Secrets Manager answered is not whole, or not of the form of its interface.");
        }
    }

    private SecretResult Read(Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader);
        }

        // What comes after the end of the object throws.
        reader.Read();
        return Judge();
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "Name":
                _name = reader.GetString();
                break;
            case "VersionId":
                _version = reader.GetString();
                break;
            case "VersionStages" when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    _isCurrent |= reader.ValueTextEquals("AWSCURRENT"u8);
                }

                break;
            case "SecretString" or "SecretBinary" when reader.TokenType == JsonTokenType.String && _values++ == 0:
                _value = ValueOf(ref reader, isBinary: name == "SecretBinary");
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private readonly SecretResult Judge()
    {
        if (_name != _request.Name)
        {
            return SecretResult.Malformed("Secrets Manager answered with another secret than was asked for.");
        }

        if (_version is null || (_request.Version is null ? !_isCurrent : _version != _request.Version))
        {
            return SecretResult.Malformed("Secrets Manager answered with another version than was asked for.");
        }

        return _values switch
        {
            0 => SecretResult.Malformed("Secrets Manager answered without a value."),
            1 when _value.Version is { } found => SecretResult.Found(new(found.Fields, found.Value) { Version = _version }),
            1 => _value,
            _ => SecretResult.Malformed("Secrets Manager answered with two values."),
        };
    }

    private static SecretResult ValueOf(ref Utf8JsonReader reader, bool isBinary)
    {
        var value = GC.AllocateUninitializedArray<byte>(Math.Max(1, reader.ValueSpan.Length), pinned: true);
        try
        {
            var length = reader.CopyString(value);
            if (!isBinary)
            {
                return SecretText.Read(value.AsSpan(0, length), static (fields, whole) => new(fields, whole));
            }

            return Base64.DecodeFromUtf8InPlace(value.AsSpan(0, length), out length) != OperationStatus.Done
                ? SecretResult.Malformed("Its binary value is not base64.")
                : OfBytes(value.AsSpan(0, length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private static SecretResult OfBytes(ReadOnlySpan<byte> value) => value.Length switch
    {
        0 => SecretResult.Malformed("Its value is empty."),
        > SecretVersion.MaxBytes => SecretResult.Malformed($"Its value is longer than {SecretVersion.MaxBytes} bytes."),
        _ => SecretResult.Found(new(new Secret(value))),
    };
}
