using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages on encryption show.</summary>
internal static class EncryptionExamples
{
    internal static async Task Start(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddPayloadEncryption(encryption => encryption.EncryptFor("payments", to => to.Authority = "https://payments.internal"));

        var app = builder.Build();
        var card = await app.Services.GetRequiredService<IPayloadProtector>().SealAsync("payments", "card-number", "4111 1111 1111 1111"u8.ToArray());
        _ = card;
    }

    internal static void Read(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddServiceTokens(tokens => tokens.EncryptionAlgorithm = "ECDH-ES+A256KW")
            .AddPayloadEncryption();

        var app = builder.Build();
        app.UseZeroTrust();
        app.MapServiceKeys();
        app.MapPost("/charges", (string message, IPayloadProtector protector) =>
            protector.Open("card-number", message) is { Opened: true } card ? Results.Ok(card.Plaintext.Length) : Results.BadRequest()).RequireService();
    }

    internal static void Seal(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddPayloadEncryption(encryption => encryption.EncryptFor("payments", to => to.Authority = "https://payments.internal"));
    }

    internal static JsonSerializerOptions Write(WebApplication app)
    {
        var protector = app.Services.GetRequiredService<IPayloadProtector>();
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithEncryption(protector) };
        return options;
    }

    internal static void Bind(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<JsonOptions>().Configure<IPayloadProtector>((json, protector) =>
            json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver!.WithEncryption(protector));
    }

    internal static string Send(Order order, JsonSerializerOptions options) => JsonSerializer.Serialize(order, options);

    internal sealed record Order(string Sku, [property: EncryptFor("payments"), JsonConverter(typeof(EncryptedTextConverter))] string Card);
}
