// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/newstylepage.h"

#include "core/training/newrun.h"
#include "core/training/trainingsettings.h"
#include "ui/pictureintake.h"
#include "ui/training/expertpanel.h"
#include "ui/widgets/sliderrow.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <system_error>

namespace koma {
namespace {

namespace fs = std::filesystem;

constexpr double kPercent = 100.0;
constexpr double kMostMinutes = 24.0 * 60.0;
constexpr int kFewForStyle = 12;
constexpr int kEnoughForStyle = 30;

fs::path toPath(const QString &text)
{
    return {text.toStdU16String()};
}

QLabel *mutedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QStringLiteral("mutedText"));
    label->setWordWrap(true);
    return label;
}

QLabel *sectionLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(QStringLiteral("sectionTitle"));
    return label;
}

/// What so many drawings can do and cannot, in plain words.
QString adviceFor(int drawings)
{
    if (drawings < kFewestTrainingPictures)
        return NewStylePage::tr("At least %1 drawings are needed; 30 or more do much better.")
            .arg(kFewestTrainingPictures);
    if (drawings < kFewForStyle)
        return NewStylePage::tr(
            "So few drawings give their kind of line, their darks and their paper, but hardly a "
            "hand of their own. They may be copied. Add more if you can.");
    if (drawings < kEnoughForStyle)
        return NewStylePage::tr(
            "Enough for line, tone and palette. Faces and hands that the drawings do not show will "
            "stay close to the photo.");
    return NewStylePage::tr(
        "A good number. The more they have in common – pen, paper, scale – the surer the style. "
        "What they never show, Koma cannot learn from them.");
}

} // namespace

NewStylePage::NewStylePage(JobRunner &runner, TrainingService &service, QWidget *parent)
    : QWidget(parent),
      m_service(service),
      m_drawings(this),
      m_progress(this),
      m_inspection(
          {runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
          [this](const Result<std::vector<InspectedPicture>> &pictures) { take(pictures); }),
      m_photoSearch({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::CancelRunning},
                    [this](const Result<std::vector<fs::path>> &photos) {
                        m_photos = photos.value_or(std::vector<fs::path>());
                        showAdvice();
                    }),
      m_estimation({runner, this, Lane::Training, JobPriority::Normal, WhenBusy::CancelRunning},
                   [this](const Result<RunEstimate> &estimate) { showEstimate(estimate); }),
      m_deviceSearch({runner, this, Lane::Training, JobPriority::Normal, WhenBusy::CancelRunning},
                     [this](const Result<std::vector<DeviceInfo>> &devices) {
                         m_expert->offerDevices(devices.value_or(std::vector<DeviceInfo>()));
                     })
{
    setAcceptDrops(true);
    setObjectName(QStringLiteral("newStylePage"));
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeDrawingSide());
    splitter->addWidget(makeSettingSide());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(&m_drawings, &DrawingListModel::ticksChanged, this, &NewStylePage::showAdvice);
    connect(&m_progress, &ProgressRelay::progressed, this, [this](double fraction) {
        m_inspecting->setValue(static_cast<int>(fraction * kPercent));
    });
    connect(m_expert, &ExpertPanel::deviceChosen, this, &NewStylePage::requestEstimate);
    m_deviceSearch.request(
        [&service = m_service](const CancelToken &) -> Result<std::vector<DeviceInfo>> {
            return service.devices();
        });
    choosePhotos();
    showRecipe();
    showAdvice();
}

NewStylePage::~NewStylePage() = default;

QWidget *NewStylePage::makeDrawingSide()
{
    auto *side = new QWidget(this);
    auto *title = new QLabel(tr("Teach Koma a style"), side);
    title->setObjectName(QStringLiteral("emptyTitle"));
    auto *invitation = new QLabel(tr("Drop drawings of one hand here, or a folder of them."), side);
    invitation->setAlignment(Qt::AlignCenter);
    invitation->setObjectName(QStringLiteral("mutedText"));
    auto *choose = new QPushButton(tr("Choose drawings…"), side);
    choose->setObjectName(QStringLiteral("chooseDrawings"));
    connect(choose, &QPushButton::clicked, this, &NewStylePage::chooseDrawings);
    m_earlierRuns = new QPushButton(tr("Earlier runs"), side);
    m_earlierRuns->setToolTip(tr("Compare, go on with, branch off and share what was trained"));
    connect(m_earlierRuns, &QPushButton::clicked, this, &NewStylePage::runsRequested);

    m_list = new QListView(side);
    m_list->setModel(&m_drawings);
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setWordWrap(true);
    m_list->setIconSize({112, 112});
    m_list->setGridSize({150, 164});
    m_list->setAccessibleName(tr("Drawings"));
    auto *empty = new QWidget(side);
    auto *emptyLayout = new QVBoxLayout(empty);
    emptyLayout->addStretch();
    emptyLayout->addWidget(invitation);
    emptyLayout->addStretch();
    m_drawingStack = new QStackedWidget(side);
    m_drawingStack->addWidget(empty);
    m_drawingStack->addWidget(m_list);
    m_summary = mutedLabel(side);
    m_inspecting = new QProgressBar(side);
    m_inspecting->setTextVisible(false);
    m_inspecting->setFixedHeight(4);
    m_inspecting->hide();

    auto *top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(m_earlierRuns);
    top->addWidget(choose);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(24, 20, 12, 16);
    layout->addLayout(top);
    layout->addWidget(m_summary);
    layout->addWidget(m_inspecting);
    layout->addWidget(m_drawingStack, 1);
    return side;
}

QWidget *NewStylePage::makeSettings()
{
    auto *page = new QWidget(this);
    page->setObjectName(QStringLiteral("panelPage"));
    m_advice = mutedLabel(page);
    m_name = new QLineEdit(page);
    m_name->setPlaceholderText(tr("My style"));
    m_name->setAccessibleName(tr("Name of the style"));
    m_artist = new QLineEdit(page);
    m_artist->setPlaceholderText(tr("Who drew them"));
    m_artist->setAccessibleName(tr("Artist"));
    m_photoChoice = new QComboBox(page);
    m_photoChoice->addItem(tr("Koma's own sample pictures"));
    m_photoChoice->addItem(tr("A folder of my photos…"));
    m_photoChoice->setToolTip(tr("Pictures that training turns into drawings: a hundred photos of "
                                 "what you will draw serve best."));
    connect(m_photoChoice, &QComboBox::activated, this, &NewStylePage::choosePhotos);
    m_photoSummary = mutedLabel(page);
    m_freedom = new SliderRow(
        {.name = tr("How far from the original may it go?"),
         .toolTip = tr("Left: close to the picture. Right: as the drawings would have it."),
         .suffix = tr(" %"),
         .standard = kUsualFreedom * kPercent},
        page);
    m_freedom->showValue(kUsualFreedom * kPercent);
    connect(m_freedom, &SliderRow::valueEdited, this, &NewStylePage::applyFreedom);
    m_minutes = new QDoubleSpinBox(page);
    m_minutes->setDecimals(0);
    m_minutes->setRange(1.0, kMostMinutes);
    m_minutes->setValue(kUsualTrainingMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_minutes->setAccessibleName(tr("Minutes of training"));
    m_estimate = mutedLabel(page);
    m_expertToggle = new QToolButton(page);
    m_expertToggle->setText(tr("Expert settings"));
    m_expertToggle->setCheckable(true);
    m_expertToggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_expertToggle->setArrowType(Qt::RightArrow);
    m_expert = new ExpertPanel(page);
    m_expert->hide();
    connect(m_expertToggle, &QToolButton::toggled, this, [this](bool open) {
        m_expert->setVisible(open);
        m_expertToggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    });
    arrangeSettings(*page);
    return page;
}

void NewStylePage::arrangeSettings(QWidget &page)
{
    auto *layout = new QVBoxLayout(&page);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_advice);
    layout->addWidget(sectionLabel(tr("Name"), &page));
    layout->addWidget(m_name);
    layout->addWidget(sectionLabel(tr("Artist"), &page));
    layout->addWidget(m_artist);
    layout->addSpacing(6);
    layout->addWidget(m_freedom);
    layout->addSpacing(6);
    layout->addWidget(sectionLabel(tr("Train on"), &page));
    layout->addWidget(m_photoChoice);
    layout->addWidget(m_photoSummary);
    layout->addWidget(sectionLabel(tr("Train for"), &page));
    layout->addWidget(m_minutes);
    layout->addWidget(m_estimate);
    layout->addWidget(m_expertToggle);
    layout->addWidget(m_expert);
    layout->addStretch();
}

/// The settings, which scroll, and below them the button that starts.
QWidget *NewStylePage::makeSettingSide()
{
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("panelScroll"));
    scroll->setWidget(makeSettings());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *side = new QWidget(this);
    side->setObjectName(QStringLiteral("dockPage"));
    side->setAttribute(Qt::WA_StyledBackground);
    side->setMinimumWidth(320);
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->addWidget(scroll, 1);
    m_start = new QPushButton(tr("Start training"), this);
    m_start->setObjectName(QStringLiteral("primaryButton"));
    connect(m_start, &QPushButton::clicked, this, &NewStylePage::start);
    auto *buttonArea = new QVBoxLayout;
    buttonArea->setContentsMargins(16, 8, 16, 16);
    buttonArea->addWidget(m_start);
    sideLayout->addLayout(buttonArea);
    return side;
}

void NewStylePage::chooseDrawings()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of drawings"));
    if (!folder.isEmpty())
        addDrawings({folder});
}

void NewStylePage::choosePhotos()
{
    QString folder;
    if (m_photoChoice->currentIndex() == 1) {
        folder = QFileDialog::getExistingDirectory(this, tr("Folder of photos"));
        if (folder.isEmpty())
            m_photoChoice->setCurrentIndex(0);
    }
    const fs::path source =
        folder.isEmpty() ? m_service.dataFolder() / "resources" / "samples" : toPath(folder);
    m_photoSearch.request([source](const CancelToken &cancel) -> Result<std::vector<fs::path>> {
        auto found =
            inspectTrainingFolder(source, kShortestTrainingSidePx, kFewestTrainingPictures, cancel);
        if (!found)
            return fail(found.error());
        return std::move(found->pictures);
    });
}

void NewStylePage::addDrawings(const QStringList &filesAndFolders)
{
    for (const QString &path : filesAndFolders)
        m_given.push_back(toPath(path));
    if (m_name->text().isEmpty() && filesAndFolders.size() == 1)
        m_name->setText(QFileInfo(filesAndFolders.front()).completeBaseName());
    inspect();
}

void NewStylePage::clear()
{
    m_given.clear();
    m_inspection.cancel();
    m_estimation.cancel();
    m_drawings.clear();
    m_name->clear();
    m_drawingStack->setCurrentIndex(0);
    showAdvice();
}

void NewStylePage::inspect()
{
    m_inspecting->show();
    m_summary->setText(tr("Looking at the drawings…"));
    m_inspection.request([given = m_given, progress = m_progress.begin()](
                             const CancelToken &cancel) -> Result<std::vector<InspectedPicture>> {
        const auto files = pictureFilesIn(given);
        if (!files)
            return fail(files.error());
        return inspectPictures(*files, kShortestTrainingSidePx, cancel, progress);
    });
}

void NewStylePage::take(const Result<std::vector<InspectedPicture>> &pictures)
{
    m_inspecting->hide();
    m_progress.finish(ProgressRelay::Outcome::Done);
    if (!pictures) {
        m_given.clear();
        showAdvice();
        if (pictures.error().kind != ErrorKind::Cancelled)
            Q_EMIT failed(pictures.error());
        return;
    }
    m_drawings.setPictures(*pictures);
    m_drawingStack->setCurrentIndex(pictures->empty() ? 0 : 1);
    showRecipe();
    requestEstimate();
}

void NewStylePage::showAdvice()
{
    const int ticked = static_cast<int>(m_drawings.tickedFiles().size());
    const QLocale locale;
    m_advice->setText(adviceFor(ticked));
    if (m_drawings.rowCount() > 0) {
        const int problems = m_drawings.problemCount();
        const QString chosen =
            tr("%1 of %2 drawings are ticked.")
                .arg(locale.toString(ticked), locale.toString(m_drawings.rowCount()));
        m_summary->setText(problems == 0 ? chosen
                                         : chosen + QLatin1Char(' ') +
                                               tr("%n have something against them and come first.",
                                                  nullptr, problems));
    } else if (!m_inspection.isBusy()) {
        m_summary->setText(tr("JPEG, PNG, WebP and TIFF files of 96 pixels or more."));
    }
    m_photoSummary->setText(m_photos.empty()
                                ? tr("No usable photos there.")
                                : tr("%n photos", nullptr, static_cast<int>(m_photos.size())));
    m_start->setEnabled(ticked >= kFewestTrainingPictures &&
                        m_photos.size() >= static_cast<std::size_t>(kFewestTrainingPictures));
}

/// The recipe for these drawings.
void NewStylePage::showRecipe()
{
    m_kind = m_drawings.rowCount() == 0 ? StyleKind::Ink : styleKindOf(m_drawings.traits());
    TrainingConfig wanted;
    wanted.greyStyle = m_kind != StyleKind::Colour;
    const bool fromBase = !shippedBase(m_service.dataFolder(), wanted).empty();
    m_recipe = recipeFor(m_kind, fromBase);
    m_expert->showConfig(m_recipe);
    applyFreedom();
}

/// What an expert has set otherwise stays.
void NewStylePage::applyFreedom()
{
    TrainingConfig config = m_expert->config();
    setFreedom(config, m_recipe, m_freedom->value() / kPercent);
    m_expert->showConfig(config);
}

void NewStylePage::requestEstimate()
{
    if (!m_start->isEnabled())
        return;
    m_estimate->setText(tr("Measuring how fast this machine is…"));
    m_estimation.request([&service = m_service, planned = run()](const CancelToken &cancel) {
        return service.estimate(planned, cancel);
    });
}

void NewStylePage::showEstimate(const Result<RunEstimate> &estimate)
{
    if (!estimate) {
        m_estimate->clear();
        if (estimate.error().kind != ErrorKind::Cancelled)
            Q_EMIT failed(estimate.error());
        return;
    }
    constexpr double kGigabyte = 1e9;
    constexpr double kUsableSteps = 1200.0; // where styles from the base are worth looking at
    const QLocale locale;
    m_estimate->setText(
        tr("This machine plays about %1 steps a minute and needs %2 GB. A style begins to show "
           "after about %3 minutes.")
            .arg(locale.toString(estimate->stepsPerMinute, 'f', 0),
                 locale.toString(static_cast<double>(estimate->memoryBytes) / kGigabyte, 'f', 1),
                 locale.toString(kUsableSteps / std::max(1.0, estimate->stepsPerMinute), 'f', 0)));
}

TrainingRun NewStylePage::run() const
{
    TrainingRun run;
    const QString name =
        m_name->text().trimmed().isEmpty() ? tr("My style") : m_name->text().trimmed();
    run.photos = m_photos;
    DrawingSplit split = splitDrawings(m_drawings.tickedFiles());
    run.drawings = std::move(split.trained);
    run.heldOut = std::move(split.heldOut);
    run.config = m_expert->config();
    run.config.greyStyle = m_kind != StyleKind::Colour;
    run.device = m_expert->device();
    run.base = shippedBase(m_service.dataFolder(), run.config);
    run.judge = shippedJudge(m_service.dataFolder());
    run.card.name = name.toStdString();
    run.card.id = styleIdFromName(run.card.name);
    run.card.artist = m_artist->text().trimmed().toStdString();
    if (run.card.artist.empty())
        run.card.artist = tr("Unknown").toStdString();
    run.card.licence = tr("Not stated").toStdString();
    constexpr double kSecondsPerMinute = 60.0;
    constexpr double kLiveSeconds = 0.5;
    run.maxSeconds = kSecondsPerMinute * m_minutes->value();
    run.reportSeconds = kLiveSeconds;
    std::error_code ignored;
    fs::path folder = m_service.runsFolder() / run.card.id;
    for (int number = 2; fs::exists(folder, ignored); ++number)
        folder = m_service.runsFolder() / (run.card.id + '-' + std::to_string(number));
    run.card.id = folder.filename().string();
    run.runFolder = folder;
    return run;
}

void NewStylePage::start()
{
    m_estimation.cancel();
    Q_EMIT startRequested(run());
}

void NewStylePage::dragEnterEvent(QDragEnterEvent *event)
{
    // A style that someone shared is no drawing: the window takes it.
    if (event->mimeData()->hasUrls() && stylePackageIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void NewStylePage::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    addDrawings(paths);
}

} // namespace koma
