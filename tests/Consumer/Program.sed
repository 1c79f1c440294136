# What a user adds to the Program.cs of `dotnet new web`: the two lines, and with --declared the one declaration.
s|^var app = .*|builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"));\n\n&\napp.UseZeroTrust();|
s|^app\.MapGet(.*|var hello = &\nif (args.Contains("--declared"))\n{\n    hello.RequirePermission("hello:read");\n}|
