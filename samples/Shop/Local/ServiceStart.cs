namespace Shop.Local;

/// <summary>A service that is about to be built.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Builder">Its builder, with its settings read.</param>
/// <param name="Disk">What is mounted into it.</param>
internal sealed record ServiceStart(string Name, WebApplicationBuilder Builder, ShopDisk Disk);
