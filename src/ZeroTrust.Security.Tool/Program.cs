using ZeroTrust.Security.Tool;

return await ZeroTrustTool.RunAsync(args, Console.Out, Console.Error, CancellationToken.None).ConfigureAwait(false);
