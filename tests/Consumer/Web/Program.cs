var builder = WebApplication.CreateBuilder(args);
builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"));

var app = builder.Build();
app.UseZeroTrust();

var hello = app.MapGet("/", () => "Hello World!");
if (args.Contains("--declared"))
{
    hello.RequirePermission("hello:read");
}

app.Run();
