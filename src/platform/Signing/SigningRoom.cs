using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Signing.Contracts;

namespace VanLang.Signing;

/// <summary>Signatures: keys under their holders' sole control, signed PDF.</summary>
public sealed class SigningRoom : Room
{
    public override string Name => "Signing";

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<SigningKeys>();
}
