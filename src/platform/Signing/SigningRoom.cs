using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VanLang.Kernel;
using VanLang.Kernel.Jobs;
using VanLang.Signing.Contracts;
using VanLang.Signing.Evidence;
using VanLang.Signing.Keys;
using VanLang.Signing.Remote;

namespace VanLang.Signing;

/// <summary>Signatures: keys under their holders' sole control, signed PDF.</summary>
public sealed class SigningRoom : Room
{
    public override string Name => "Signing";

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<SigningKeys>()
        .AddSingleton<OwnCertificates>()
        .AddSingleton<NumberConfirmations>()
        .AddSingleton(LocalSigning.Read(configuration))
        .AddSingleton(_ => KeyToken.Read(configuration))
        .AddSingleton(RemoteSigningSettings.Read(configuration))
        .AddSingleton(provider => new RemoteSigning(provider.GetRequiredService<RemoteSigningSettings>()))
        .AddSingleton(TrustServiceSettings.Read(configuration))
        .AddSingleton(provider => new CertificateRevocation(provider.GetRequiredService<TrustServiceSettings>(), provider.GetRequiredService<TrustListFile>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<JobHandler, AskRevocationJob>()
        .AddSingleton(provider => new SignatureEvidence(
            provider.GetRequiredService<TrustServiceSettings>(), provider.GetRequiredService<TrustListFile>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SignatureEvidence>>()));
}
