// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/torch/game/players.h"

#include "core/training/torch/losses.h"
#include "core/training/torch/modulestate.h"

namespace koma {
namespace {

void settle(torch::nn::Module &module, torch::Device device)
{
    for (torch::Tensor &parameter : module.parameters()) {
        if (parameter.dim() == 4)
            parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
    }
    module.to(device);
}

void setTrainable(torch::nn::Module &module, bool trainable)
{
    for (torch::Tensor &parameter : module.parameters())
        parameter.set_requires_grad(trainable);
}

std::vector<DiscriminatorView> makeViews(const TrainingConfig &config)
{
    std::vector<DiscriminatorView> views;
    if (!config.greyStyle)
        views.push_back({"colour", false, false, true, config.colourViewWeight, nullptr});
    views.push_back({"luma", true, false, true, config.lumaViewWeight, nullptr});
    views.push_back({"half", true, true, false, config.halfViewWeight, nullptr});
    for (DiscriminatorView &view : views)
        view.discriminator =
            std::make_shared<PatchDiscriminator>(view.lumaOnly ? 1 : 3, config.discriminatorWidth);
    return views;
}

} // namespace

torch::Tensor DiscriminatorView::seen(const torch::Tensor &pictures) const
{
    // As ink, paper is 0: zero padding is paper, and what matters stands out from nothing.
    const torch::Tensor ink = 1.0 - (lumaOnly ? losses::luma(pictures) : pictures);
    return halfSize ? torch::avg_pool2d(ink, 2) : ink;
}

Result<Players> Players::create(const TrainingConfig &config, const GeneratorFactory &makeGenerator,
                                torch::Device device)
{
    auto generator = makeGenerator();
    if (!generator)
        return fail(generator.error());
    Players players;
    players.generator = *generator;
    players.heads = std::make_shared<ContrastHeads>(players.generator->featureChannels());
    players.views = makeViews(config);
    settle(*players.generator, device);
    players.heads->to(device);
    players.generator->train();
    std::vector<torch::Tensor> ofGenerator = players.generator->parameters();
    for (const torch::Tensor &parameter : players.heads->parameters())
        ofGenerator.push_back(parameter);
    std::vector<torch::Tensor> ofDiscriminators;
    for (DiscriminatorView &view : players.views) {
        settle(*view.discriminator, device);
        for (const torch::Tensor &parameter : view.discriminator->parameters())
            ofDiscriminators.push_back(parameter);
    }
    players.generatorParameters = FlatParameters(ofGenerator);
    players.discriminatorParameters = FlatParameters(ofDiscriminators);
    return players;
}

void Players::shareValuesOf(const Players &first)
{
    generatorParameters.shareValuesOf(first.generatorParameters);
    discriminatorParameters.shareValuesOf(first.discriminatorParameters);
    copyModuleState(*first.generator, *generator); // its statistics too
}

void Players::setDiscriminatorsTrainable(bool trainable)
{
    for (DiscriminatorView &view : views)
        setTrainable(*view.discriminator, trainable);
}

GeneratorFactory generatorFactory(const GeneratorRegistry &registry, const TrainingConfig &config,
                                  const torch::Tensor &palette)
{
    ArchitectureParams params = config.architectureParams;
    params["outputChannels"] = config.greyStyle ? 1 : 3;
    return [&registry, params, palette,
            name = config.architecture]() -> Result<std::shared_ptr<TrainableGenerator>> {
        auto generator = registry.create(name, params);
        if (!generator)
            return fail(generator.error());
        auto trainable = std::dynamic_pointer_cast<TrainableGenerator>(*generator);
        if (!trainable)
            return fail(ErrorKind::Unsupported,
                        "The architecture \"" + name + "\" cannot be trained; koma-unet can.");
        if (palette.defined())
            trainable->printIn(palette);
        return trainable;
    };
}

Result<std::shared_ptr<TrainableGenerator>>
makeAverage(TrainableGenerator &of, const GeneratorFactory &makeGenerator, torch::Device device)
{
    auto average = makeGenerator();
    if (!average)
        return average;
    settle(**average, device);
    copyModuleState(of, **average);
    setTrainable(**average, false);
    (*average)->eval();
    return average;
}

} // namespace koma
